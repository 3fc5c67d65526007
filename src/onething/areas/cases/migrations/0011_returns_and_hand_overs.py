"""Keep returns to the window and hand-overs between officers: two new tables, both empty, and a mark on the case."""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_acted_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='caserow',
            name='at_intake',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='HandOverRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(blank=True, default='', max_length=12)),
                ('town', models.CharField(blank=True, default='', max_length=12)),
                ('giver', models.CharField(max_length=60)),
                ('giver_name', models.CharField(max_length=200)),
                ('receiver', models.CharField(max_length=60)),
                ('receiver_name', models.CharField(max_length=200)),
                ('reason', models.TextField()),
                ('offered_at', models.DateTimeField()),
                ('confirmed', models.BooleanField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caserow')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['department', 'offered_at'], name='cases_hand_overs_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('case',), name='cases_one_hand_over_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ReturnRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(blank=True, default='', max_length=12)),
                ('town', models.CharField(blank=True, default='', max_length=12)),
                ('intake_department', models.CharField(blank=True, default='', max_length=60)),
                ('intake_division', models.CharField(blank=True, default='', max_length=12)),
                ('cause', models.CharField(max_length=20)),
                ('side', models.CharField(max_length=20)),
                ('key', models.CharField(blank=True, default='', max_length=120)),
                ('reason', models.TextField()),
                ('returned_by', models.CharField(max_length=60)),
                ('returned_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, default='')),
                ('mended_by', models.CharField(blank=True, default='', max_length=60)),
                ('mended_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caserow')),
            ],
            options={
                'indexes': [models.Index(fields=['department', 'returned_at'], name='cases_returns_of_office'), models.Index(condition=models.Q(('mended_at', None)), fields=['intake_department', 'intake_division'], name='cases_returns_to_mend')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('mended_at', None)), fields=('case',), name='cases_one_return_at_a_time')],
            },
        ),
    ]
