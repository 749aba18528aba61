"""Twilio's own Python SDK against the simulated API; the questions come as JSON on stdin.

Prints what it saw: the sids of a list that it read page by page, the messages it created and fetched,
an error as its exception has it, and whether its validator takes the webhooks' signatures.
"""

import json
import sys

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

asked = json.load(sys.stdin)


class Loopback(TwilioHttpClient):
    """The SDK's own HTTP client, with the simulator in the place of api.twilio.com."""

    def request(self, method, url, *args, **kwargs):
        local = url.replace("https://api.twilio.com", asked["api"])
        return super().request(method, local, *args, **kwargs)


client = Client(asked["accountSid"], asked["authToken"], http_client=Loopback())
created = client.messages.create(from_=asked["from"], to=asked["to"], body="From Python")
fetched = client.messages(created.sid).fetch()
listed = [message.sid for message in client.messages.list(to=asked["to"], page_size=2)]
try:
    client.messages("SM00000000000000000000000000000000").fetch()
    error = None
except TwilioRestException as refusal:
    error = {"status": refusal.status, "code": refusal.code}

validator = RequestValidator(asked["authToken"])
print(
    json.dumps(
        {
            "created": {"sid": created.sid, "status": created.status},
            "fetched": {"sid": fetched.sid, "body": fetched.body, "direction": fetched.direction},
            "listed": listed,
            "error": error,
            "signatures": [
                validator.validate(each["url"], each["form"], each["signature"])
                for each in asked["webhooks"]
            ],
        }
    )
)
