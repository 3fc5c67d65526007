"""The peer of the whole life: SpiffWorkflow runs a process of five tasks one after the other, its state saved after each.

The state is serialised and written to SQLite with full sync, as a platform built on it would have to.
"""

import json
import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

TASKS = 5
SPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="bench" targetNamespace="http://example.org/bench"'


def diagram() -> str:
    """Return the process as BPMN: start, five user tasks, end."""
    names = ["start", *(f"task{n}" for n in range(TASKS)), "end"]
    parts = ['<startEvent id="start"/>', '<endEvent id="end"/>']
    parts += [f'<userTask id="task{n}" name="Task {n}"/>' for n in range(TASKS)]
    parts += [
        f'<sequenceFlow id="flow{n}" sourceRef="{one}" targetRef="{names[n + 1]}"/>'
        for n, one in enumerate(names[:-1])
    ]
    return f'<definitions {SPACES}><process id="five" isExecutable="true">{"".join(parts)}</process></definitions>'


def flows_a_second(count: int = 60) -> float:
    """Return how many such processes run from start to end in a second, one after the other."""
    parser = BpmnParser()
    parser.add_bpmn_str(diagram().encode())
    spec = parser.get_spec("five")
    serializer = BpmnWorkflowSerializer()
    with tempfile.TemporaryDirectory() as folder:
        kept = sqlite3.connect(Path(folder) / "flows.sqlite3", isolation_level=None)
        kept.execute("PRAGMA journal_mode=WAL")
        kept.execute("PRAGMA synchronous=FULL")
        kept.execute("CREATE TABLE flows (id INTEGER PRIMARY KEY, state TEXT)")
        began = perf_counter()
        for number in range(count):
            flow = BpmnWorkflow(spec)
            flow.do_engine_steps()
            _keep(kept, serializer, number, flow)
            while ready := flow.get_tasks(state=TaskState.READY, manual=True):
                ready[0].run()
                flow.do_engine_steps()
                _keep(kept, serializer, number, flow)
            assert flow.completed
        took = perf_counter() - began
        kept.close()
    return count / took


def _keep(
    kept: sqlite3.Connection, serializer: BpmnWorkflowSerializer, number: int, flow: BpmnWorkflow
) -> None:
    state = json.dumps(serializer.to_dict(flow))
    kept.execute("INSERT OR REPLACE INTO flows VALUES (?, ?)", (number, state))


if __name__ == "__main__":
    print(flows_a_second())
