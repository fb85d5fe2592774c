"""What each traveller lacks at each step: facts gathered from rows, verdicts kept with their inputs, impact of a change."""
