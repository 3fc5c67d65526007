"""Keep who works on what in an office, and who is away. Two new tables, both empty."""

import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LeaveRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(max_length=12)),
                ('officer', models.CharField(max_length=60)),
                ('officer_name', models.CharField(max_length=200)),
                ('stand_in', models.CharField(max_length=60)),
                ('stand_in_name', models.CharField(max_length=200)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('said_by', models.CharField(max_length=60)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['department', 'division', 'to_on'], name='offices_leaves_of_office'), models.Index(fields=['stand_in', 'to_on'], name='offices_leaves_by_stand_in')],
            },
        ),
        migrations.CreateModel(
            name='SkillRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(max_length=12)),
                ('officer', models.CharField(max_length=60)),
                ('officer_name', models.CharField(max_length=200)),
                ('person', models.CharField(blank=True, default='', max_length=100)),
                ('item', models.CharField(blank=True, default='', max_length=60)),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('said_by', models.CharField(max_length=60)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['department', 'division', 'to_on'], name='offices_skills_of_office')],
            },
        ),
    ]
