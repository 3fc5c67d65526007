"""Letters, preferences, and which messages are owed to them. Old messages are owed to nobody.

Rows: messages; both new columns have a default in the database, so no row is written and the lock is short.
Undo: drops what was sent and chosen.
"""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.CharField(max_length=60)),
                ('application', models.CharField(blank=True, default='', max_length=40)),
                ('department', models.CharField(blank=True, default='', max_length=60)),
                ('way', models.CharField(max_length=10)),
                ('state', models.CharField(default='meant', max_length=10)),
                ('address', models.CharField(blank=True, default='', max_length=120)),
                ('provider', models.CharField(blank=True, default='', max_length=40)),
                ('reference', models.CharField(blank=True, default='', max_length=120)),
                ('reason', models.CharField(blank=True, default='', max_length=200)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('silent', models.PositiveSmallIntegerField(default=0)),
                ('meant_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.CharField(blank=True, default='', max_length=60)),
                ('settled', models.CharField(blank=True, default='', max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='PreferenceRow',
            fields=[
                ('person', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('sms', models.BooleanField(default=True)),
                ('mail', models.BooleanField(default=True)),
                ('mail_instead', models.BooleanField(default=True)),
                ('language', models.CharField(blank=True, default='', max_length=10)),
                ('quiet_from', models.TimeField(null=True)),
                ('quiet_until', models.TimeField(null=True)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='messagerow',
            name='department',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='messagerow',
            name='owed',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='messagerow',
            index=models.Index(condition=models.Q(('owed', True)), fields=['sent_at'], name='notices_owed'),
        ),
        migrations.AddField(
            model_name='letterrow',
            name='instead_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.letterrow'),
        ),
        migrations.AddField(
            model_name='letterrow',
            name='messages',
            field=models.ManyToManyField(related_name='+', to='notices.messagerow'),
        ),
        migrations.AddConstraint(
            model_name='preferencerow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_until', None)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='notices_quiet_hours_begin_and_end'),
        ),
        migrations.AddIndex(
            model_name='letterrow',
            index=models.Index(condition=models.Q(('settled_at', None), ('state__in', ['failed', 'handed'])), fields=['-meant_at', '-id'], name='notices_open_letters'),
        ),
        migrations.AddConstraint(
            model_name='letterrow',
            constraint=models.UniqueConstraint(fields=('instead_of',), name='notices_one_letter_instead'),
        ),
        migrations.AddConstraint(
            model_name='letterrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled', ''), ('settled_at', None)), models.Q(('settled_at__isnull', False), models.Q(('settled', ''), _negated=True)), _connector='OR'), name='notices_settled_says_how'),
        ),
    ]
