"""Background work as a table; the door is `onething.kit.jobs.api`."""
