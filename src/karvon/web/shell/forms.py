"""How forms are drawn: `{{ form }}` gives a summary of faults that leads to the fields, and every field with its label."""

from django.forms.renderers import DjangoTemplates


class Drawn(DjangoTemplates):
    """Draws every form of the screens by our own templates."""

    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"
