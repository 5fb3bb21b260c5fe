"""Long work: what somebody asks for and does not wait for. A *task* is kept in the database until a *worker* takes it;
it tells its *progress*, ends with a *result* or with a sentence why not, and is found again by whoever asked. A worker
that is killed leaves nothing hanging: its task is taken again, or is told to be *interrupted*.
"""
