"""The bodies that must agree or must know: what each is competent for, whom one calls there, and who is on duty."""
