"""Options of the tests."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-goldens", action="store_true", help="write the goldens anew instead of comparing with them"
    )
