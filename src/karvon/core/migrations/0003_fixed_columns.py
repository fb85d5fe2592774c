from django.db import migrations

from karvon.core.isolation import FIXED_COLUMNS_FUNCTION


class Migration(migrations.Migration):
    dependencies = [("core", "0002_world_clock")]

    operations = [FIXED_COLUMNS_FUNCTION]
