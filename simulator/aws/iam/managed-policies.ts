const writeLogs = {
  Effect: "Allow",
  Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "*",
};

/**
 * The policies of AWS that functions commonly attach (AWS Managed Policy Reference), as JSON text
 * by ARN.
 */
export const managedPolicies: Readonly<Record<string, string>> = {
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": JSON.stringify({
    Statement: [writeLogs],
  }),
  "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole": JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: "*",
      },
      writeLogs,
    ],
  }),
};
