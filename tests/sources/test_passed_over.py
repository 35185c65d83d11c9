"""What was meant to be read and has another name is told, not passed over."""

import pytest
from workplace import MOMENT, Workplace

AT = ("--as-of", MOMENT)


@pytest.fixture
def sound(workplace: Workplace) -> Workplace:
    workplace.inventory()
    workplace.policy()
    # Without a configuration the shipped pack is in force, too, and one policy holds.
    (workplace.folder / "vendorgate.yaml").unlink()
    assert workplace.run("check", *AT, "--select", "encrypted").code == 0
    return workplace


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        "vendorgate.yml",
        "vendorgate.json",
        ".vendorgate.yaml",
        "VendorGate.yaml",
        "VENDORGATE.YML",
    ],
)
def test_a_configuration_of_another_name_is_refused(
    sound: Workplace, name: str, beside: bool
) -> None:
    sound.write(name, "policies: {}\n")
    if beside:
        sound.configuration("policies: {}\n")

    done = sound.run("check", *AT)

    assert (done.code, done.out) == (2, "")
    assert f"{name}: {name} is not read (expected vendorgate.yaml)\n" in done.err
    assert f"  hint: rename it, or name it: --config {name}\n" in done.err


def test_the_hints_of_a_configuration_of_another_name_work(sound: Workplace) -> None:
    written = sound.write("vendorgate.yml", "packs: [policies]\n")
    assert sound.run("check", "--config", "vendorgate.yml", *AT).code == 0
    written.rename(written.with_name("vendorgate.yaml"))
    assert sound.run("check", *AT).code == 0


@pytest.mark.parametrize("name", ["policies.yaml", "policies.yml", "Policies.YAML"])
def test_a_file_of_policies_beside_the_folder_is_refused(sound: Workplace, name: str) -> None:
    sound.write(name, "policies: []\n")

    done = sound.run("check", *AT)

    assert (done.code, done.out) == (2, "")
    assert f"{name}: {name} is not read (expected a folder 'policies')\n" in done.err
    assert sound.run("check", "-p", "policies", *AT).code == 0


def test_a_file_of_policies_is_not_replaced_by_the_shipped_pack(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.policy().rename(workplace.folder / "policies.yaml")
    (workplace.folder / "policies").rmdir()

    assert workplace.run("check", *AT).code == 2
    assert workplace.run("check", "-p", "policies.yaml", *AT).code == 0


def test_a_report_that_has_the_name_is_no_configuration(sound: Workplace) -> None:
    for _ in range(2):
        assert sound.run("check", "-p", "policies", *AT, "-o", "json=vendorgate.json").code == 0


@pytest.mark.parametrize("name", ["inventories.yaml", "inventories.json", "Inventories"])
def test_what_was_meant_as_the_folder_of_inventories_is_told(
    workplace: Workplace, name: str
) -> None:
    workplace.policy()
    workplace.inventory()
    (workplace.folder / name).write_text("{}\n")

    done = workplace.run("check", *AT)

    assert done.code == 2
    assert f"{name}: {name} is not read (expected a folder 'inventories')" in done.err
    assert f"hint: name it: vendorgate check {name}" in done.err


@pytest.mark.parametrize("target", ["inventories/report.json", "policies/a/report.yaml"])
def test_a_report_is_not_written_where_the_next_run_would_read_it(
    workplace: Workplace, target: str
) -> None:
    workplace.inventory()
    workplace.policy()
    (workplace.folder / "policies/a").mkdir()

    done = workplace.run("check", "-o", f"json={target}", *AT)

    assert done.code == 2
    assert not (workplace.folder / target).exists()
    folder, _, _ = target.partition("/")
    assert done.err == (
        f"vendorgate: '{target}' lies in '{folder}', which is read: the next run would take the "
        "report for an input\n  hint: write it to another folder, such as reports/\n"
    )
    assert workplace.run("check", "-o", "json=report.json", *AT).code == 0
