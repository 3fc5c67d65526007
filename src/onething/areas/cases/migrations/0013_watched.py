"""What supervision watches, on the rows: the end of a special procedure, rounds of telling, how it was accepted, the end.

Rows: none changes; cases from before get these with their next event, or all at once by `onething replay`. Locks:
adding columns with defaults takes milliseconds; three indexes, each of a minute for a million cases.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0012_archive"),
    ]

    operations = [
        migrations.AddField(
            model_name='caserow',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='caserow',
            name='how',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='caserow',
            name='paused_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='caserow',
            name='rounds',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='caserow',
            index=models.Index(condition=models.Q(('is_open', True)), fields=['id'], name='cases_open'),
        ),
        migrations.AddIndex(
            model_name='caserow',
            index=models.Index(condition=models.Q(('promised_on__isnull', False)), fields=['promised_on', 'id'], name='cases_by_promise'),
        ),
        migrations.AddIndex(
            model_name='caserow',
            index=models.Index(condition=models.Q(('statutory_on__isnull', False)), fields=['statutory_on', 'id'], name='cases_by_statute'),
        ),
    ]
