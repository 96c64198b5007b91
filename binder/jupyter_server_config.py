"""JupyterLab's configuration on Binder: who launched it is a named person, and the tour opens.

Binder makes one token for each launch and sends the browser there with it. Jupyter would call its
bearer anonymous, and an anonymous visitor only reads; here that token is a personal link.
"""

import hmac

from commonground.server.identity.provider import PersonalLinks

NAME = "Binder visitor"


class LaunchLink(PersonalLinks):
    """Personal links, and the launch's token as the link of the one who launched."""

    def get_token(self, handler):
        """The token in the request; for the launch's own, the visitor's personal one."""
        token = super().get_token(handler)
        if token and self.token and hmac.compare_digest(token.encode(), self.token.encode()):
            return self._visitors_token()
        return token

    def _visitors_token(self):
        if not hasattr(self, "_visitor"):
            self._visitor = self.book.invite(NAME, "admin", purpose="starter", replace=True).token
        return self._visitor


c = get_config()  # noqa: F821  Jupyter defines it
c.ServerApp.identity_provider_class = LaunchLink
c.ServerApp.default_url = "/lab/tree/notebooks/tour.ipynb"
c.LabApp.default_url = c.ServerApp.default_url
