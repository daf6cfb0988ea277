"""Why a deployment ended early: one sentence for a person, one exit code for a script."""

NO_CAMERA = 3
UNFIT = 4
NO_ROOM = 5
IN_THE_WAY = 6
NOT_VERIFIED = 7
LOST = 8

MEANINGS = {
    0: "done, or nothing to do",
    2: "a wrong option",
    NO_CAMERA: "no camera, or several and no --port",
    UNFIT: "this board or its firmware cannot run the portal",
    NO_ROOM: "not enough room on the drive",
    IN_THE_WAY: "files that are not this tool's are in the way",
    NOT_VERIFIED: "the drive does not hold what was written, or the camera cannot import it",
    LOST: "the connection or the drive failed; run it again",
    130: "stopped by Ctrl-C; run it again",
}


class Failure(Exception):
    """
    :param code: one of the exit codes above.
    """

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
