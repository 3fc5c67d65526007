"""When a push is settled, answered or set aside, whose it is, and the silences of department systems.

Rows: none is written; old pushes have no time to answer by and raise no alarm. Locks: short ones, for the columns; the
two indexes are partial and empty at first.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0013_watched'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnknownRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=60)),
                ('case', models.CharField(db_index=True, max_length=30)),
                ('department', models.CharField(max_length=60)),
                ('since', models.DateTimeField()),
                ('raised_at', models.DateTimeField()),
                ('over_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='pushrow',
            name='answer_by',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='answers',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='dead_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='department',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pushrow',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='pushrow',
            index=models.Index(condition=models.Q(('answer_by__isnull', False), ('settled_at', None)), fields=['answer_by'], name='cases_push_unsettled'),
        ),
        migrations.AddIndex(
            model_name='pushrow',
            index=models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at', 'key'], name='cases_push_dead'),
        ),
        migrations.AddConstraint(
            model_name='unknownrow',
            constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('system', 'case'), name='cases_one_alarm_for_each_silence'),
        ),
    ]
