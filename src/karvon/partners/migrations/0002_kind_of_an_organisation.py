from django.db import migrations

from karvon.core.isolation import never_changes


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_fixed_columns"),
        ("partners", "0001_initial"),
    ]

    # Which roles there may be follows from the kind: a partner that turned itself into an agency could see everything.
    operations = [never_changes("partners_organisation", "kind")]
