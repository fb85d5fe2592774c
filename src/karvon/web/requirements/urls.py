"""Addresses of requirements."""

from django.urls import path

from karvon.web.requirements.views.listing import requirement_list
from karvon.web.requirements.views.packs import bring_in_pack
from karvon.web.requirements.views.recording import discard, draft_page, record_demand
from karvon.web.requirements.views.showing import change, confirm, requirement_page, take_back
from karvon.web.requirements.views.writing import write_requirement

urlpatterns = [
    path("requirements", requirement_list, name="requirements"),
    path("requirements/record", record_demand, name="record_demand"),
    path("requirements/write", write_requirement, name="write_requirement"),
    path("requirements/import", bring_in_pack, name="import_pack"),
    path("requirements/drafts/<uuid:draft>", draft_page, name="draft"),
    path("requirements/drafts/<uuid:draft>/discard", discard, name="discard_draft"),
    path("requirement/<str:code>", requirement_page, name="requirement"),
    path("requirement/<str:code>/confirm", confirm, name="confirm_requirement"),
    path("requirement/<str:code>/standing", change, name="change_standing"),
    path("requirement/<str:code>/withdraw", take_back, name="withdraw_requirement"),
]
