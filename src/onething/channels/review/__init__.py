"""审批: where an office works on its cases, one screen a case."""
