"""Which Pincite this is: printed in manifests, because equal input gives equal bytes per version."""

VERSION = "0.1.0"
PROGRAM = f"pincite {VERSION}"
