"""`/app/account`: a person's own name, language, password, second factors and sessions. Also for those who hold one store only."""
