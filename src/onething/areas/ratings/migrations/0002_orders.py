"""Orders of bad ratings, visits, and what a rating is about. Step 1 of 3: add.

Rows: ratings; each new column has a default in the database or may be empty, so no row is written.
"""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=20)),
                ('actor', models.CharField(max_length=60)),
                ('actor_name', models.CharField(max_length=200)),
                ('department', models.CharField(blank=True, default='', max_length=60)),
                ('words', models.CharField(blank=True, default='', max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name='OrderRow',
            fields=[
                ('id', models.UUIDField(default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(blank=True, default='', max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('opened_on', models.DateField()),
                ('start_on', models.DateField()),
                ('due_on', models.DateField()),
                ('complexity', models.CharField(max_length=10)),
                ('unreached', models.PositiveSmallIntegerField(default=0)),
                ('because', models.CharField(blank=True, default='', max_length=20)),
                ('proposed_by', models.CharField(blank=True, default='', max_length=60)),
                ('invalid', models.BooleanField(default=False)),
                ('again', models.BooleanField(default=False)),
                ('closed_on', models.DateField(null=True)),
                ('appeal', models.CharField(blank=True, default='', max_length=10)),
                ('acts_by', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ServedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(blank=True, default='', max_length=60)),
                ('name_zh', models.CharField(blank=True, default='', max_length=200)),
                ('name_en', models.CharField(blank=True, default='', max_length=200)),
                ('department', models.CharField(max_length=60)),
                ('division', models.CharField(blank=True, default='', max_length=12)),
            ],
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='about',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='default',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='department',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='device',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='dimensions',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='division',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='held',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='invalid',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='looked_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='officer',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='phone',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='ref',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='representative',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='rules',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='visit',
            field=models.CharField(blank=True, db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='ratingrow',
            name='window',
            field=models.CharField(blank=True, db_default='', default='', max_length=100),
        ),
        migrations.AlterField(
            model_name='ratingrow',
            name='application',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddIndex(
            model_name='ratingrow',
            index=models.Index(condition=models.Q(('device', ''), _negated=True), fields=['device', 'rated_at'], name='ratings_by_device'),
        ),
        migrations.AddIndex(
            model_name='ratingrow',
            index=models.Index(condition=models.Q(('officer', ''), _negated=True), fields=['officer', 'rated_at'], name='ratings_by_officer'),
        ),
        migrations.AddIndex(
            model_name='ratingrow',
            index=models.Index(condition=models.Q(('level', '')), fields=['asked_at'], name='ratings_open'),
        ),
        migrations.AddIndex(
            model_name='ratingrow',
            index=models.Index(condition=models.Q(('held', True)), fields=['rated_at'], name='ratings_held'),
        ),
        migrations.AddConstraint(
            model_name='ratingrow',
            constraint=models.UniqueConstraint(condition=models.Q(('application', ''), _negated=True), fields=('application',), name='ratings_once_for_an_application'),
        ),
        migrations.AddConstraint(
            model_name='ratingrow',
            constraint=models.UniqueConstraint(condition=models.Q(('visit', ''), _negated=True), fields=('visit',), name='ratings_once_for_a_visit'),
        ),
        migrations.AddConstraint(
            model_name='ratingrow',
            constraint=models.CheckConstraint(condition=models.Q(('visit', ''), ('application', ''), _connector='XOR'), name='ratings_of_an_application_or_a_visit'),
        ),
        migrations.AddField(
            model_name='orderrow',
            name='rating',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.ratingrow'),
        ),
        migrations.AddField(
            model_name='actrow',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='ratings.orderrow'),
        ),
        migrations.AddField(
            model_name='servedrow',
            name='rating',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='served', to='ratings.ratingrow'),
        ),
        migrations.AddIndex(
            model_name='orderrow',
            index=models.Index(condition=models.Q(('acts_by__isnull', False)), fields=['acts_by', 'id'], name='ratings_open_orders'),
        ),
        migrations.AddIndex(
            model_name='orderrow',
            index=models.Index(fields=['department', 'acts_by'], name='ratings_orders_of'),
        ),
        migrations.AddConstraint(
            model_name='actrow',
            constraint=models.UniqueConstraint(fields=('order', 'sequence'), name='ratings_acts_in_order'),
        ),
        migrations.AddIndex(
            model_name='servedrow',
            index=models.Index(fields=['department', 'item'], name='ratings_served_by'),
        ),
    ]
