from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from karvon.core.isolation import FUNCTIONS


class Migration(migrations.Migration):
    """What other tables stand on: extensions, and the functions by which policies learn who acts."""

    initial = True
    dependencies = ()
    operations = (BtreeGistExtension(), TrigramExtension(), FUNCTIONS)
