def run_bench(*, seed: int, count: int, ears: str, sets: tuple[str, ...], as_json: bool) -> int:
    return 0
