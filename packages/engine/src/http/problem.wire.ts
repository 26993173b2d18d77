import { Type } from '@sinclair/typebox';

const Params = Type.Record(Type.String(), Type.Unknown());

/** RFC 9457 problem details as OpenAPI describes them. */
export const ProblemWire = Type.Object(
  {
    type: Type.String({
      description: 'the address of a page about this kind of problem, in both languages: /problems/<code>',
    }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'what is wrong and how to mend it, in the language of the caller' }),
    instance: Type.String(),
    code: Type.String({ description: 'stable; programs go by it' }),
    requestId: Type.String(),
    params: Params,
    errors: Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'JSON pointer into the request: #/lines/2/qty' }),
        code: Type.String(),
        detail: Type.String(),
        params: Params,
      }),
    ),
  },
  {
    examples: [
      {
        type: '/problems/invalid',
        title: 'Unprocessable Entity',
        status: 422,
        detail: 'Some of it does not fit, so nothing was saved. Correct each place that is named.',
        instance: '/api/v1/forms/order/records',
        code: 'invalid',
        requestId: '0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11',
        params: {},
        errors: [
          {
            pointer: '#/quantity',
            code: 'required',
            detail: 'Nothing is filled in here yet; please fill it in.',
            params: { field: 'quantity' },
          },
        ],
      },
    ],
  },
);
