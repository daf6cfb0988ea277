"""Why a deployment ended early."""


class Failure(Exception):
    """A deployment that ended early, with its exit code.

    :param code: one of ``exit_codes``.
    """

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
