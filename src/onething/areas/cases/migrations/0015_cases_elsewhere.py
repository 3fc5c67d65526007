"""Cases that department systems handle wholly, registered here afterwards. A new, empty table; no locks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_push_settles_and_dies'),
    ]

    operations = [
        migrations.CreateModel(
            name='ElsewhereRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=60)),
                ('department', models.CharField(max_length=60)),
                ('item', models.CharField(max_length=60)),
                ('name_zh', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, default='', max_length=200)),
                ('person', models.CharField(max_length=100)),
                ('person_name', models.CharField(max_length=200)),
                ('received_on', models.DateField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField()),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-received_on'], name='cases_elsewhere_by_person')],
                'constraints': [models.UniqueConstraint(fields=('system', 'number'), name='cases_elsewhere_once')],
            },
        ),
    ]
