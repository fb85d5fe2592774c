from django.db import migrations

from karvon.core.isolation import EVERYBODY, ROLES, USER, isolate, never_changes

# Row policies trust roles, so no query whatever may give a member a role that their kind of organisation has not.
ROLES_OF_KIND = migrations.RunSQL(
    """
    CREATE FUNCTION karvon_roles_of_kind(kind text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT ARRAY['administrator', 'data_protection', 'auditor'] || CASE kind
            WHEN 'agency' THEN ARRAY['registrar', 'caseworker', 'protection_supervisor', 'movement_officer',
                'liaison_officer', 'coordinator', 'grants_officer', 'health_officer']
            WHEN 'consulate' THEN ARRAY['consular_officer']
            WHEN 'ministry' THEN ARRAY['ministry_officer']
            WHEN 'border_service' THEN ARRAY['border_officer']
            WHEN 'migration_service' THEN ARRAY['migration_officer']
            WHEN 'health_service' THEN ARRAY['health_officer']
            WHEN 'carrier' THEN ARRAY['carrier']
            WHEN 'donor' THEN ARRAY['donor']
            WHEN 'receiving_region' THEN ARRAY['reception_officer']
            WHEN 'ngo' THEN ARRAY['partner', 'reception_officer']
            ELSE NULL
        END $$;
    CREATE FUNCTION karvon_check_roles() RETURNS trigger LANGUAGE plpgsql
        AS $$
        DECLARE possible text[];
        BEGIN
            SELECT karvon_roles_of_kind(kind) INTO possible FROM partners_organisation WHERE id = new.organisation_id;
            IF possible IS NULL OR NOT new.roles::text[] <@ possible THEN
                RAISE EXCEPTION 'a role that nobody has in this kind of organisation'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'roles_of_kind', TABLE = tg_table_name;
            END IF;
            RETURN new;
        END $$;
    CREATE TRIGGER roles_of_kind BEFORE INSERT OR UPDATE ON accounts_membership
        FOR EACH ROW EXECUTE FUNCTION karvon_check_roles();
    """,
    """
    DROP TRIGGER roles_of_kind ON accounts_membership;
    DROP FUNCTION karvon_check_roles();
    DROP FUNCTION karvon_roles_of_kind(text);
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_fixed_columns"),
        ("partners", "0002_kind_of_an_organisation"),
        ("accounts", "0001_initial"),
    ]

    operations = [
        ROLES_OF_KIND,
        never_changes("accounts_membership", "user_id"),
        never_changes("accounts_membership", "organisation_id"),
        # Sign-in reads users, and keeps the time and the hash of passwords, before anybody is known to act. Once
        # somebody is, they change themselves alone, and no member can make or read a sign-in link.
        isolate(
            "accounts_user",
            read=EVERYBODY,
            add=f"{ROLES} && ARRAY['administrator']::text[]",
            change=f"{USER} IS NULL OR id = {USER}",
        ),
        isolate(
            "accounts_signinlink",
            read=f"{USER} IS NULL",
            add=f"{USER} IS NULL",
            change=f"{USER} IS NULL",
            remove=f"{USER} IS NULL",
        ),
    ]
