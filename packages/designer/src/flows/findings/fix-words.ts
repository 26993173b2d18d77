import type { FlowFix } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Names } from '../../surroundings/names.js';
import { configText } from '../config-text.js';
import { choosesLines } from '../node-parts.js';
import { edgeLabel } from '../flow-sentences.js';

/** What a fix does, as the words on its button. */
export function fixWords(fix: FlowFix, document: FlowDefinition, names: Names): string {
  return new FixWords(document, names).of(fix);
}

class FixWords {
  constructor(
    private readonly document: FlowDefinition,
    private readonly names: Names,
  ) {}

  of(fix: FlowFix): string {
    switch (fix.kind) {
      case 'set_default':
      case 'clear_condition':
      case 'delete_line':
        return this.say(fix.kind, { line: this.line(fix.edge) });
      case 'move_line':
      case 'insert_exit':
        return this.say(fix.kind, { line: this.line(fix.edge), to: this.node(fix.to) });
      case 'add_line':
        return this.say(fix.on === undefined ? 'add_line' : `add_line_${fix.on}`, {
          from: this.node(fix.from),
          to: this.node(fix.to),
        });
      case 'delete_node':
        return this.say('delete_node', { nodes: this.list(fix.nodes.map((id) => this.node(id))) });
      case 'change_type':
        return this.say('change_type', { node: this.node(fix.node), type: this.type(fix.type) });
      case 'insert_join':
        return this.say('insert_join', { node: this.node(fix.before), type: this.type(fix.type) });
      case 'insert_split':
        return this.say('insert_split', { node: this.node(fix.after), type: this.type(fix.type) });
      case 'add_start':
      case 'add_end':
        return this.say(fix.kind, { type: this.type(fix.type) });
      case 'set_config':
        return this.setting(fix);
    }
  }

  private setting({ node: id, key, value }: Extract<FlowFix, { kind: 'set_config' }>): string {
    const node = this.document.nodes.find((entry) => entry.id === id);
    const part = node && this.names.surroundings.catalog.partOf(node);
    const schema = part?.config.properties?.[key];
    const setting = this.names.title(schema?.['x-title']) || key;
    if (value === undefined) return this.say('clear_config', { node: this.node(id), setting });
    const words = configText(schema, value, this.names, (other) => this.node(other));
    return this.say('set_config', { node: this.node(id), setting, value: words });
  }

  private say(name: string, words: Readonly<Record<string, string>>): string {
    return this.names.text(`fixes.${name}`, words);
  }

  private node(id: string): string {
    return this.names.title(this.document.nodes.find((node) => node.id === id)?.title) || id;
  }

  private type(kind: string): string {
    return this.names.title(this.names.surroundings.catalog.part(kind)?.title) || kind;
  }

  /** A line by its text, else by its ends. */
  private line(id: string): string {
    const edge = this.document.edges.find((entry) => entry.id === id);
    if (edge === undefined) return id;
    const source = this.document.nodes.find((node) => node.id === edge.from);
    const part = source && this.names.surroundings.catalog.partOf(source);
    const label =
      edge.when === undefined && edge.default !== true ? '' : edgeLabel(edge, choosesLines(part), this.names);
    const ends = { from: this.node(edge.from), to: this.node(edge.to) };
    return label || this.names.text('fixes.line', ends);
  }

  private list(titles: readonly string[]): string {
    return titles.join(this.names.language === 'zh-CN' ? '、' : ', ');
  }
}
