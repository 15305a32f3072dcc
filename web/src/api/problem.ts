/** What the server answers when it refuses: RFC 9457 problem details with our code and its arguments. */
export interface ProblemDetails {
  code: string | null;
  message: string;
  arguments: Record<string, unknown>;
  status: number;
}

/** A refused or failed request. Status 0: the server was not reached. */
export class Problem extends Error {
  readonly code: string | null;
  readonly status: number;
  readonly values: Record<string, unknown>;

  constructor(details: ProblemDetails) {
    super(details.message);
    this.name = 'Problem';
    this.code = details.code;
    this.status = details.status;
    this.values = details.arguments;
  }
}

/** Reads a refused answer's body; bodies that are not ours (a proxy's page) leave the status. */
export function problemOf(status: number, body: unknown): Problem {
  const record = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { code, detail, title, arguments: values } = record;
  return new Problem({
    status,
    code: typeof code === 'string' ? code : null,
    message: typeof detail === 'string' ? detail : typeof title === 'string' ? title : '',
    arguments: typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {},
  });
}
