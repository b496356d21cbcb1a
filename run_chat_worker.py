"""ChatWorker: chat messages and room summaries."""

from workers.entry import run_worker

if __name__ == "__main__":
    run_worker("ChatWorker", ["chat_task_queue", "llm_summary_queue"])
