"""Say which packages of this environment have faults that are publicly known, by pip-audit.

    python -m pip install pip-audit && python tools/known_faults.py

Exit status 1 where a fault is known. Packages that pip-audit could not ask about (no network, an
index that does not tell) are named as not looked at: silence about them is no assurance.
"""

import json
import subprocess
import sys

# Asking must not hold up the checks where the network is closed.
LONGEST_WAIT = 120  # seconds


def main() -> int:
    """Ask pip-audit about every installed package and print what it knows, a line a fault."""
    ask = [
        sys.executable,
        "-m",
        "pip_audit",
        "--local",
        "--skip-editable",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(ask, capture_output=True, text=True, check=False, timeout=LONGEST_WAIT)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("pip-audit got no answer: no package was looked at.")
        return 0
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, "
        f"mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    print("\n".join([f"{len(faults)} known faults in {len(packages) - len(skipped)} packages.", *faults]))
    if skipped:
        print(f"Not looked at: {', '.join(skipped)}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
