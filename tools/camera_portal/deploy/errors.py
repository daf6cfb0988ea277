"""Why a deployment ended early."""


class Failure(Exception):
    """
    :param code: one of ``exit_codes``.
    """

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
