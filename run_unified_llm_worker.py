"""UnifiedWorker: everything but live chat. Comics need it."""

from workers.entry import run_worker

QUEUES = [
    "comic_task_queue",
    "llm_request_queue",
    "llm_chat_queue",
    "llm_summary_queue",
    "scenario_edit_queue",
    "script_task_queue",
    "recommendation_queue",
]

if __name__ == "__main__":
    run_worker("UnifiedWorker", QUEUES)
