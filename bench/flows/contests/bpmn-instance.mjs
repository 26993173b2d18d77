import { Engine } from 'bpmn-engine';
import { EventEmitter } from 'node:events';

/** `start -> gateway -> user task -> end` in bpmn-engine, its drawing read once for all instances. */

const SOURCE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="claims" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <process id="claim" isExecutable="true">
    <startEvent id="start" />
    <sequenceFlow id="e1" sourceRef="start" targetRef="large" />
    <exclusiveGateway id="large" default="e3" />
    <sequenceFlow id="e2" sourceRef="large" targetRef="leader">
      <conditionExpression xsi:type="tFormalExpression">\${environment.services.isLarge()}</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="e3" sourceRef="large" targetRef="end" />
    <userTask id="leader" />
    <sequenceFlow id="e4" sourceRef="leader" targetRef="end" />
    <endEvent id="end" />
  </process>
</definitions>`;

/** Gives a function that runs one instance to its end and tells what became of it. */
export async function bpmnContestant() {
  // The engine offers no public way to read a drawing once; this is the one it uses itself.
  const sourceContext = await new Engine()._serializeSource(SOURCE);
  return async () => {
    const engine = new Engine({ name: 'claims', sourceContext });
    const listener = new EventEmitter();
    let asked = 0;
    listener.on('activity.wait', (task) => {
      asked += 1;
      task.signal();
    });
    const ended = engine.waitFor('end');
    const variables = { amount: 6001 };
    const services = { isLarge: () => variables.amount > 5000 };
    await engine.execute({ listener, variables, services });
    const { state } = await ended;
    engine.stop();
    return state === 'idle' && asked === 1 ? 'approved' : `${state} after ${asked} tasks`;
  };
}
