"""What states demand at their borders: versions that are never changed, with sources, standing and two clocks."""
