"""AWS's own Python SDK against the simulated account; where and as whom comes as JSON on stdin.

Prints what it saw: which protocol it spoke to CloudWatch, what came back of a metric, and how it
reads the errors of services and operations that are not there.
"""

import datetime
import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

asked = json.load(sys.stdin)
session = botocore.session.get_session()


def client(service):
    return session.create_client(
        service,
        endpoint_url=asked["endpoint"],
        region_name=asked["region"],
        aws_access_key_id=asked["accessKeyId"],
        aws_secret_access_key=asked["secretAccessKey"],
        aws_session_token=asked["sessionToken"],
        config=Config(retries={"max_attempts": 0}),
    )


def error_of(call):
    try:
        call()
        return None
    except ClientError as refusal:
        return [refusal.response["Error"]["Code"], refusal.response["ResponseMetadata"]["HTTPStatusCode"]]


now = datetime.datetime.fromtimestamp(asked["now"] / 1000, datetime.timezone.utc)
cloudwatch = client("cloudwatch")
cloudwatch.put_metric_data(
    Namespace="Judge", MetricData=[{"MetricName": "Eggs", "Value": 2.5, "Timestamp": now}]
)
statistics = cloudwatch.get_metric_statistics(
    Namespace="Judge",
    MetricName="Eggs",
    StartTime=now - datetime.timedelta(minutes=5),
    EndTime=now + datetime.timedelta(minutes=5),
    Period=60,
    Statistics=["Sum"],
)
print(
    json.dumps(
        {
            "protocol": cloudwatch.meta.service_model.resolved_protocol,
            "sums": [point["Sum"] for point in statistics["Datapoints"]],
            "unknownDashboard": error_of(lambda: cloudwatch.get_dashboard(DashboardName="none")),
            "unknownOperation": error_of(lambda: client("sns").create_topic(Name="new")),
            "unknownQueryService": error_of(lambda: client("sts").get_caller_identity()),
            "unknownJsonService": error_of(lambda: client("ssm").get_parameter(Name="x")),
        }
    )
)
