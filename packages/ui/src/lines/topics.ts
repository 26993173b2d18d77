type Listener = () => void;

/** Who wants to hear about which topic. Telling one topic wakes only its own listeners. */
export class Topics {
  private readonly listeners = new Map<string, Set<Listener>>();

  subscribe(topic: string, listener: Listener): () => void {
    const set = this.listeners.get(topic) ?? new Set<Listener>();
    this.listeners.set(topic, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(topic);
    };
  }

  tell(topics: Iterable<string>): void {
    for (const topic of new Set(topics)) {
      for (const listener of [...(this.listeners.get(topic) ?? [])]) listener();
    }
  }
}
