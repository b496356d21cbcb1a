from app.domain.steps import step_key


def test_the_same_content_has_the_same_key() -> None:
    assert step_key("n09.panel", "a", 1) == step_key("n09.panel", "a", 1)


def test_any_change_is_another_step() -> None:
    keys = {
        step_key("n09.panel", "a", 1),
        step_key("n09.panel", "a", 2),
        step_key("n09.panel", "a", "1"),
        step_key("n09.panel", "a1"),
        step_key("n09.strip", "a", 1),
    }
    assert len(keys) == 5
    assert all(key.startswith(("n09.panel:", "n09.strip:")) for key in keys)
