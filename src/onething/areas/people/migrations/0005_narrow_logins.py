"""Write the logins of accounts as they are looked for: full-width characters narrowed.

Rows: those that the command opened with full-width digits, a handful. Stopped halfway: run it again. A login that
another account has already is left as it is. Undo: nothing to undo.
"""

import unicodedata

from django.db import migrations


def narrow(apps, schema_editor):
    rows = apps.get_model('people', 'AccountRow').objects
    for pk, login in rows.order_by('pk').values_list('pk', 'login').iterator(chunk_size=2000):
        narrowed = ''.join(unicodedata.normalize('NFKC', login).split()).upper()
        if narrowed != login and not rows.filter(login=narrowed).exists():
            rows.filter(pk=pk).update(login=narrowed)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_password_due'),
    ]

    operations = [
        migrations.RunPython(narrow, migrations.RunPython.noop),
    ]
