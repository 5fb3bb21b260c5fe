from django.urls import path

from . import views

app_name = "design"
urlpatterns = [
    path("display", views.theme, name="theme"),
    path("gallery", views.gallery, name="gallery"),
]
