"""Questions that staff are asked, their hand-overs, the counter of their numbers. Three new tables, all empty."""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='InquirySerialRow',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='InquiryRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('question', models.TextField()),
                ('came', models.CharField(max_length=10)),
                ('asker', models.CharField(blank=True, default='', max_length=100)),
                ('phone', models.CharField(blank=True, default='', max_length=40)),
                ('first', models.CharField(max_length=60)),
                ('first_name', models.CharField(max_length=200)),
                ('first_department', models.CharField(max_length=60)),
                ('responsible', models.CharField(max_length=60)),
                ('responsible_name', models.CharField(max_length=200)),
                ('responsible_department', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('answer', models.TextField(blank=True, default='')),
                ('told', models.CharField(blank=True, default='', max_length=60)),
                ('way', models.CharField(blank=True, default='', max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['responsible', 'answer_by'], name='inquiries_open_of_one'), models.Index(fields=['first_department', 'asked_at'], name='inquiries_by_department')],
            },
        ),
        migrations.CreateModel(
            name='PassingRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.CharField(max_length=60)),
                ('giver_name', models.CharField(max_length=200)),
                ('giver_department', models.CharField(max_length=60)),
                ('receiver', models.CharField(max_length=60)),
                ('receiver_name', models.CharField(max_length=200)),
                ('receiver_department', models.CharField(max_length=60)),
                ('reason', models.TextField()),
                ('offered_at', models.DateTimeField()),
                ('confirm_by', models.DateField()),
                ('confirmed', models.BooleanField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inquiries.inquiryrow')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['receiver', 'confirm_by'], name='inquiries_offered_to_one')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('inquiry',), name='inquiries_one_offer_at_a_time')],
            },
        ),
    ]
