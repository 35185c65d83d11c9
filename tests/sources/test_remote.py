"""Inventories at addresses: read as files are, named without what is secret, and only if named."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from workplace import INVENTORY, MOMENT, REPOSITORY, Workplace

import checker
from checker.errors import UsageError
from checker.sources.addresses import reached
from checker.sources.disk import Disk
from checker.sources.remote import Remote, shown

if not os.environ.get("CI"):
    pytest.importorskip("fsspec")
import fsspec

CHECK = ("check", "--as-of", MOMENT)


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    workplace.policy()
    return workplace


def put(files: fsspec.AbstractFileSystem, name: str, content: str = INVENTORY) -> None:
    files.pipe(f"/registers/{name}", content.encode())


def problems(*names: str) -> list[str]:
    sources, found = reached(Disk(), names).read(names)
    assert sources == []
    return [str(problem) for problem in found]


def test_a_folder_is_read_as_one_on_a_disk_is(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("b.yaml", "a.YML", "c/d.json", "notes.txt", "c/.hidden.yaml"):
        put(memory, name, name)
    sources, found = reached(Disk(), ["memory://registers"]).read(["memory://registers"])
    assert found == []
    assert [(each.path, each.content.decode()) for each in sources] == [
        (f"memory://registers/{name}", name)
        for name in ("a.YML", "b.yaml", "c/.hidden.yaml", "c/d.json")
    ]


def test_a_file_that_is_reached_twice_is_read_once(
    memory: fsspec.AbstractFileSystem, workplace: Workplace
) -> None:
    put(memory, "a.yaml")
    path = workplace.inventory()
    names = ["memory://registers/a.yaml", str(path), "memory://registers", str(path)]
    sources, found = reached(Disk(), names).read(names)
    assert (len(sources), found) == (2, [])


def test_the_report_of_an_address_is_that_of_the_file(
    memory: fsspec.AbstractFileSystem, place: Workplace
) -> None:
    put(memory, "ours.yaml")
    place.inventory()
    far = place.run(*CHECK, "-o", "json", "memory://registers")
    near = place.run(*CHECK, "-o", "json", "inventories")
    assert (far.code, far.err) == (near.code, near.err)
    assert far.out.replace("memory://registers", "inventories") == near.out


def test_messages_name_the_place_in_the_file(
    memory: fsspec.AbstractFileSystem, place: Workplace
) -> None:
    put(memory, "ours.yaml", INVENTORY.replace("hq_country: US", "hq_country: USA"))
    done = place.run(*CHECK, "memory://registers/ours.yaml")
    assert done.code == 2
    assert done.err.startswith("memory://registers/ours.yaml:11:17: 'hq_country' is 'USA'")


def test_what_is_not_there_is_said() -> None:
    assert problems("memory://registers/no.yaml", "memory://no") == [
        "memory://registers/no.yaml: cannot be read: no such file or folder",
        "memory://no: cannot be read: no such file or folder",
    ]
    assert problems("nonsense://x/y.yaml") == [
        "nonsense://x/y.yaml: cannot be read: Protocol not known: nonsense"
    ]


def test_a_folder_without_inventories_is_said(memory: fsspec.AbstractFileSystem) -> None:
    put(memory, "notes.txt")
    assert problems("memory://registers") == [
        "memory://registers: holds no file to read (expected *.yaml, *.yml, *.json)"
    ]


def test_a_file_that_is_too_large_is_not_read_to_its_end(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(memory, "a.yaml", "x" * 3_000_000)
    monkeypatch.setattr("checker.sources.remote.MAX_BYTES", 2**20)
    assert problems("memory://registers/a.yaml") == [
        "memory://registers/a.yaml: too large (expected at most 1 MiB)"
    ]


@pytest.mark.parametrize(
    "address, told",
    [
        ("https://user:secret@host.example:8443/a.yaml", "https://host.example:8443/a.yaml"),
        ("s3://bucket/a.yaml?versionId=secret#x", "s3://bucket/a.yaml"),
        ("https://host.example/a.yaml?X-Amz-Signature=secret", "https://host.example/a.yaml"),
    ],
)
def test_passwords_and_tokens_are_not_shown(address: str, told: str) -> None:
    assert shown(address) == told
    place = Remote(Disk(), [address])
    assert place._address(told) == address
    for problem in problems(address.replace("s3", "nonsense").replace("https", "nonsense")):
        assert "secret" not in problem


@pytest.mark.parametrize("address", ["s3://", "memory://", "memory:///", "file:///"])
def test_a_store_as_a_whole_is_shown_as_it_is_given(address: str) -> None:
    assert shown(address) == address


@pytest.mark.parametrize("store", ["memory://", "memory:///"])
def test_what_lies_in_a_store_as_a_whole_is_read(
    memory: fsspec.AbstractFileSystem, store: str
) -> None:
    put(memory, "a.yaml", INVENTORY)

    read, unread = Remote(Disk(), [store]).read([store])

    assert ([each.path for each in read], unread) == ([f"{store}registers/a.yaml"], [])


def test_two_addresses_that_are_shown_as_one_are_refused() -> None:
    with pytest.raises(UsageError, match="differ only in what is not shown"):
        Remote(Disk(), ["https://h.example/a.yaml?a=1", "https://h.example/a.yaml?a=2"])


def test_what_is_no_address_is_refused(place: Workplace) -> None:
    done = place.run(*CHECK, "https://[bad/a.yaml")
    assert (done.code, done.err) == (
        2,
        "vendorgate: a path with '://' is no address: Invalid IPv6 URL\n",
    )


def test_a_server_that_does_not_answer_is_no_missing_file() -> None:
    pytest.importorskip("aiohttp")
    [problem] = problems("http://127.0.0.1:9/a.yaml?sig=secret")
    assert "Cannot connect to host 127.0.0.1:9" in problem
    assert "secret" not in problem


def test_an_address_that_nobody_gave_is_never_fetched(
    memory: fsspec.AbstractFileSystem, place: Workplace
) -> None:
    put(memory, "ours.yaml")
    place.configuration("paths: [memory://registers/ours.yaml]\n")
    done = place.run(*CHECK)
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "memory://registers/ours.yaml: cannot be read: no such file or folder",
    )
    given = Remote(Disk(), ["memory://registers/"])
    for other in ("memory://registers2/a.yaml", "memory://registers/../a.yaml", "memory://a.yaml"):
        assert given.has(other) is False


def test_without_the_extra_the_hint_says_what_to_install(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    done = place.run(*CHECK, "s3://bucket/registers")
    assert done.code == 2
    assert done.err.startswith(
        "s3://bucket/registers: cannot be read: s3:// needs a package that is not installed"
    )
    assert "pip install 'vendorgate[remote]'" in done.err


def test_it_travels_to_another_process() -> None:
    place = Remote(Disk(), ["s3://bucket/registers"])
    again = pickle.loads(pickle.dumps(place))
    assert again.addresses == place.addresses


def test_an_executor_reads_addresses_too(memory: fsspec.AbstractFileSystem) -> None:
    for number in range(5):
        text = INVENTORY.replace("id: ours", f"id: ours-{number}").replace("acme", f"v{number}")
        put(memory, f"{number}.yaml", text)
    asked = {"policies": "shipped", "as_of": MOMENT}
    with ThreadPoolExecutor(2) as pool:
        far = checker.check("memory://registers", executor=pool, **asked)  # type: ignore[arg-type]
    near = checker.check("memory://registers", **asked)  # type: ignore[arg-type]
    assert far.report == near.report
    assert [*far.findings()] == [*near.findings()]


@pytest.mark.slow
def test_inventories_in_a_bucket_are_checked() -> None:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "a",
            "AWS_SECRET_ACCESS_KEY": "b",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        with pytest.MonkeyPatch.context() as changed:
            for name, value in environment.items():
                changed.setenv(name, value)
            files = fsspec.filesystem("s3", skip_instance_cache=True)
            files.mkdir("registers")
            for path in sorted((REPOSITORY / "inventories").glob("*.yaml")):
                files.pipe(f"registers/eu/{path.name}", path.read_bytes())
        command = [sys.executable, "-m", "checker", *CHECK, "-o", "json", "-p", "shipped"]
        done = [
            subprocess.run(
                [*command, path], cwd=REPOSITORY, env=environment, capture_output=True, check=False
            )
            for path in ("s3://registers/eu", "inventories", "s3://registers/none.yaml", "s3://no")
        ]
    finally:
        server.stop()
    far, near, *missing = done
    assert (far.returncode, far.stderr) == (1, b"")
    assert far.stdout.replace(b"s3://registers/eu", b"inventories") == near.stdout
    assert json.loads(far.stdout)["inventories"]
    for each in missing:
        assert each.returncode == 2
        assert b"cannot be read" in each.stderr
        assert b"Traceback" not in each.stderr
