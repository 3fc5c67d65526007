"""Problems, the units that are asked, every act, and the numbers of a day."""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SerialRow',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ProblemRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('code', models.CharField(max_length=16)),
                ('channel', models.CharField(max_length=10)),
                ('person', models.CharField(blank=True, default='', max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('phone', models.CharField(max_length=20)),
                ('registered_by', models.CharField(max_length=60)),
                ('registered_at', models.DateTimeField()),
                ('what', models.CharField(max_length=2000)),
                ('tried', models.CharField(max_length=500)),
                ('application', models.CharField(blank=True, default='', max_length=40)),
                ('about', models.CharField(blank=True, default='', max_length=60)),
                ('state', models.CharField(max_length=12)),
                ('registered_on', models.DateField()),
                ('acts_by', models.DateField(null=True)),
                ('kind', models.CharField(blank=True, default='', max_length=20)),
                ('lead', models.CharField(blank=True, default='', max_length=60)),
                ('reopened', models.PositiveSmallIntegerField(default=0)),
                ('confirmed', models.BooleanField(default=False)),
                ('closed_on', models.DateField(null=True)),
                ('cause', models.CharField(blank=True, default='', max_length=10)),
                ('change', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['acts_by', 'id'], name='problems_open'), models.Index(condition=models.Q(('state', 'closed')), fields=['-closed_on', '-id'], name='problems_closed'), models.Index(fields=['lead', 'acts_by'], name='problems_of_lead'), models.Index(condition=models.Q(('person', ''), _negated=True), fields=['person', '-id'], name='problems_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='problems_closed_on_a_day'), models.CheckConstraint(condition=models.Q(('state', 'registered'), models.Q(('lead', ''), _negated=True), _connector='OR'), name='problems_have_a_lead')],
            },
        ),
        migrations.CreateModel(
            name='ActRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=20)),
                ('actor', models.CharField(max_length=60)),
                ('actor_name', models.CharField(blank=True, default='', max_length=200)),
                ('department', models.CharField(blank=True, default='', max_length=60)),
                ('unit', models.CharField(blank=True, default='', max_length=60)),
                ('words', models.CharField(blank=True, default='', max_length=2000)),
                ('shown', models.BooleanField(default=False)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='problems.problemrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('problem', 'sequence'), name='problems_acts_in_order')],
            },
        ),
        migrations.CreateModel(
            name='UnitRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('unit', models.CharField(db_index=True, max_length=60)),
                ('answer_by', models.DateField()),
                ('replied_on', models.DateField(null=True)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='problems.problemrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('problem', 'round', 'unit'), name='problems_each_unit_once')],
            },
        ),
    ]
