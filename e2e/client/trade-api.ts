// Generated from the description of the application by openapi-typescript; see api-generated-client.spec.
export interface paths {
    "/api/v1/tasks/{id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 办理待办 / answers a to-do */
        post: operations["task_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stocktake/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点单 / Stocktake: 列表 / list */
        get: operations["stocktake_list"];
        put?: never;
        /** 盘点单 / Stocktake: 新建 / make */
        post: operations["stocktake_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stocktake/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点单 / Stocktake: 查看 / give */
        get: operations["stocktake_get"];
        put?: never;
        post?: never;
        /** 盘点单 / Stocktake: 删除 / delete */
        delete: operations["stocktake_delete"];
        options?: never;
        head?: never;
        /** 盘点单 / Stocktake: 修改 / change */
        patch: operations["stocktake_change"];
        trace?: never;
    };
    "/api/v1/forms/stocktake/records/{id}/actions/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 盘点单 / Stocktake: 提交 / Submit */
        post: operations["stocktake_act_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stocktake/records/{id}/actions/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 盘点单 / Stocktake: 作废 / Discard */
        post: operations["stocktake_act_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stock_difference/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点差异处理单 / Stock difference: 列表 / list */
        get: operations["stock_difference_list"];
        put?: never;
        /** 盘点差异处理单 / Stock difference: 新建 / make */
        post: operations["stock_difference_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stock_difference/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点差异处理单 / Stock difference: 查看 / give */
        get: operations["stock_difference_get"];
        put?: never;
        post?: never;
        /** 盘点差异处理单 / Stock difference: 删除 / delete */
        delete: operations["stock_difference_delete"];
        options?: never;
        head?: never;
        /** 盘点差异处理单 / Stock difference: 修改 / change */
        patch: operations["stock_difference_change"];
        trace?: never;
    };
    "/api/v1/forms/stock_difference/records/{id}/actions/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 盘点差异处理单 / Stock difference: 提交 / Submit */
        post: operations["stock_difference_act_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stock_difference/records/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 盘点差异处理单 / Stock difference: 红冲 / Reverse */
        post: operations["stock_difference_act_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stock_difference_analysis/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点差异分析单 / Difference analysis: 列表 / list */
        get: operations["stock_difference_analysis_list"];
        put?: never;
        /** 盘点差异分析单 / Difference analysis: 新建 / make */
        post: operations["stock_difference_analysis_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/stock_difference_analysis/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 盘点差异分析单 / Difference analysis: 查看 / give */
        get: operations["stock_difference_analysis_get"];
        put?: never;
        post?: never;
        /** 盘点差异分析单 / Difference analysis: 删除 / delete */
        delete: operations["stock_difference_analysis_delete"];
        options?: never;
        head?: never;
        /** 盘点差异分析单 / Difference analysis: 修改 / change */
        patch: operations["stock_difference_analysis_change"];
        trace?: never;
    };
    "/api/v1/forms/stock_difference_analysis/records/{id}/actions/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 盘点差异分析单 / Difference analysis: 办结 / Complete */
        post: operations["stock_difference_analysis_act_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** 盘点单 / Stocktake */
        "stocktake.Record": {
            /** Format: uuid */
            id: string;
            /** @description the entity tag is this number in quotes */
            version: number;
            /** Format: date-time */
            created_at?: string;
            /** Format: uuid */
            created_by?: string | null;
            /** Format: date-time */
            updated_at?: string;
            /** Format: uuid */
            updated_by?: string | null;
            /** @enum {string} */
            status: "draft" | "reviewing" | "approved" | "discarded";
            /** 单号 / Number */
            readonly no?: string | null;
            /** 备注 / Note */
            note?: string | null;
            /** 盘点范围 / Scope */
            title?: string | null;
            /**
             * 盘点方式 / Method
             * @example full
             * @enum {string|null}
             */
            method?: "full" | "cycle" | "spot" | null;
            /**
             * 异常 / Abnormal
             * @example true
             */
            readonly abnormal?: boolean | null;
            /**
             * 差异分析单 / Difference analysis
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly analysis?: string | null;
            /**
             * 盘点仓库 / Warehouse
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            warehouse?: string | null;
            /**
             * 盘点时间 / Counted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            counted_at?: string | null;
            /**
             * 盘点人 / Counted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            counted_by?: string | null;
            /**
             * 差异处理单 / Difference document
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly difference?: string | null;
            /**
             * 账面金额 / Book amount
             * Format: decimal
             * @example 1.00
             */
            readonly book_amount?: string | null;
            /**
             * 盘盈 / Gain
             * Format: decimal
             * @example 1.00
             */
            readonly gain_amount?: string | null;
            /**
             * 盘亏 / Loss
             * Format: decimal
             * @example 1.00
             */
            readonly loss_amount?: string | null;
            /**
             * 账面快照 / Book snapshot
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            readonly snapshot_at?: string | null;
            /**
             * 复盘时间 / Recounted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            recounted_at?: string | null;
            /**
             * 复盘人 / Recounted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            recounted_by?: string | null;
            /**
             * 净差异 / Net difference
             * Format: decimal
             * @example 1.00
             */
            readonly net_difference?: string | null;
            /** 差异行数 / Lines that differ */
            readonly difference_lines?: number | null;
            /**
             * 差异总额 / Gross difference
             * Format: decimal
             * @example 1.00
             */
            readonly gross_difference?: string | null;
            lines?: components["schemas"]["stocktake.lines.Line"][];
        };
        /** 盘点单 / Stocktake */
        "stocktake.Values": {
            /** 备注 / Note */
            note?: string;
            /** 盘点范围 / Scope */
            title?: string;
            /**
             * 盘点方式 / Method
             * @example full
             * @enum {string}
             */
            method?: "full" | "cycle" | "spot";
            /**
             * 盘点仓库 / Warehouse
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            warehouse?: string;
            /**
             * 盘点时间 / Counted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            counted_at?: string;
            /**
             * 盘点人 / Counted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            counted_by?: string;
            /**
             * 复盘时间 / Recounted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            recounted_at?: string;
            /**
             * 复盘人 / Recounted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            recounted_by?: string;
            lines?: components["schemas"]["stocktake.lines.LineValues"][];
        };
        /**
         * 盘点单 / Stocktake
         * @description fields that are named get this value, null blanks one; what is not named stays
         */
        "stocktake.Change": {
            /** 备注 / Note */
            note?: string | null;
            /** 盘点范围 / Scope */
            title?: string | null;
            /**
             * 盘点方式 / Method
             * @example full
             * @enum {string|null}
             */
            method?: "full" | "cycle" | "spot" | null;
            /**
             * 盘点仓库 / Warehouse
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            warehouse?: string | null;
            /**
             * 盘点时间 / Counted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            counted_at?: string | null;
            /**
             * 盘点人 / Counted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            counted_by?: string | null;
            /**
             * 复盘时间 / Recounted at
             * Format: date-time
             * @example 2026-11-20T08:00:00Z
             */
            recounted_at?: string | null;
            /**
             * 复盘人 / Recounted by
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            recounted_by?: string | null;
            lines?: {
                upsert?: components["schemas"]["stocktake.lines.LineValues"][];
                delete?: string[];
            };
        };
        "stocktake.lines.Line": {
            /** Format: uuid */
            id: string;
            line_no?: number;
            /** 库位 / Bin */
            readonly bin?: string | null;
            /**
             * 物料 / Item
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly item?: string | null;
            /** 名称 / Name */
            readonly name?: string | null;
            /** 规格 / Specification */
            readonly spec?: string | null;
            /** 单位 / Unit */
            readonly unit?: string | null;
            /** 批次 / Batch */
            readonly batch?: string | null;
            /**
             * 差异绝对额 / Absolute difference
             * Format: decimal
             * @example 1.00
             */
            readonly gross?: string | null;
            /** 有差异 / Differs */
            readonly differs?: number | null;
            /**
             * 账面数量 / Book quantity
             * Format: decimal
             * @example 1.000
             */
            readonly book_qty?: string | null;
            /**
             * 差异数量 / Difference
             * Format: decimal
             * @example 1.000
             */
            readonly diff_qty?: string | null;
            /**
             * 单位成本 / Unit cost
             * Format: decimal
             * @example 1.000000
             */
            readonly unit_cost?: string | null;
            /**
             * 账面金额 / Book amount
             * Format: decimal
             * @example 1.00
             */
            readonly book_amount?: string | null;
            /**
             * 实盘数量 / Counted quantity
             * Format: decimal
             * @example 1.000
             */
            counted_qty?: string | null;
            /**
             * 差异金额 / Difference amount
             * Format: decimal
             * @example 1.00
             */
            readonly diff_amount?: string | null;
        };
        "stocktake.lines.LineValues": {
            /**
             * Format: uuid
             * @description of a line that is there already; without it a new one is made
             */
            id?: string;
            /**
             * 实盘数量 / Counted quantity
             * Format: decimal
             * @example 1.000
             */
            counted_qty?: string | null;
        };
        /** 盘点差异处理单 / Stock difference */
        "stock_difference.Record": {
            /** Format: uuid */
            id: string;
            /** @description the entity tag is this number in quotes */
            version: number;
            /** Format: date-time */
            created_at?: string;
            /** Format: uuid */
            created_by?: string | null;
            /** Format: date-time */
            updated_at?: string;
            /** Format: uuid */
            updated_by?: string | null;
            /** @enum {string} */
            status: "draft" | "reviewing" | "posted" | "done" | "reversed";
            /** 单号 / Number */
            readonly no?: string | null;
            /** 盘点范围 / Scope */
            readonly title?: string | null;
            /**
             * 盘点单 / Stocktake
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly stocktake?: string | null;
            /**
             * 仓库 / Warehouse
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly warehouse?: string | null;
            /** 处理说明 / Explanation */
            explanation?: string | null;
            /**
             * 盘盈 / Gain
             * Format: decimal
             * @example 1.00
             */
            readonly gain_amount?: string | null;
            /**
             * 盘亏 / Loss
             * Format: decimal
             * @example 1.00
             */
            readonly loss_amount?: string | null;
            /**
             * 净差异 / Net difference
             * Format: decimal
             * @example 1.00
             */
            readonly net_difference?: string | null;
            /** 红冲原因 / Reversal reason */
            reversal_reason?: string | null;
            /**
             * 差异总额 / Gross difference
             * Format: decimal
             * @example 1.00
             */
            readonly gross_difference?: string | null;
            lines?: components["schemas"]["stock_difference.lines.Line"][];
        };
        /** 盘点差异处理单 / Stock difference */
        "stock_difference.Values": {
            /** 处理说明 / Explanation */
            explanation?: string;
            /** 红冲原因 / Reversal reason */
            reversal_reason?: string;
            lines?: components["schemas"]["stock_difference.lines.LineValues"][];
        };
        /**
         * 盘点差异处理单 / Stock difference
         * @description fields that are named get this value, null blanks one; what is not named stays
         */
        "stock_difference.Change": {
            /** 处理说明 / Explanation */
            explanation?: string | null;
            /** 红冲原因 / Reversal reason */
            reversal_reason?: string | null;
            lines?: {
                upsert?: components["schemas"]["stock_difference.lines.LineValues"][];
                delete?: string[];
            };
        };
        "stock_difference.lines.Line": {
            /** Format: uuid */
            id: string;
            line_no?: number;
            /** 库位 / Bin */
            readonly bin?: string | null;
            /**
             * 物料 / Item
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly item?: string | null;
            /** 名称 / Name */
            readonly name?: string | null;
            /** 规格 / Specification */
            readonly spec?: string | null;
            /** 单位 / Unit */
            readonly unit?: string | null;
            /** 批次 / Batch */
            readonly batch?: string | null;
            /**
             * 差异绝对额 / Absolute difference
             * Format: decimal
             * @example 1.00
             */
            readonly gross?: string | null;
            /**
             * 账面数量 / Book quantity
             * Format: decimal
             * @example 1.000
             */
            readonly book_qty?: string | null;
            /**
             * 差异数量 / Difference
             * Format: decimal
             * @example 1.000
             */
            readonly diff_qty?: string | null;
            /**
             * 单位成本 / Unit cost
             * Format: decimal
             * @example 1.000000
             */
            readonly unit_cost?: string | null;
            /**
             * 实盘数量 / Counted quantity
             * Format: decimal
             * @example 1.000
             */
            readonly counted_qty?: string | null;
            /**
             * 差异金额 / Difference amount
             * Format: decimal
             * @example 1.00
             */
            readonly diff_amount?: string | null;
        };
        "stock_difference.lines.LineValues": {
            /**
             * Format: uuid
             * @description of a line that is there already; without it a new one is made
             */
            id?: string;
        };
        /** 盘点差异分析单 / Difference analysis */
        "stock_difference_analysis.Record": {
            /** Format: uuid */
            id: string;
            /** @description the entity tag is this number in quotes */
            version: number;
            /** Format: date-time */
            created_at?: string;
            /** Format: uuid */
            created_by?: string | null;
            /** Format: date-time */
            updated_at?: string;
            /** Format: uuid */
            updated_by?: string | null;
            /** @enum {string} */
            status: "open" | "closed";
            /** 单号 / Number */
            readonly no?: string | null;
            /** 盘点范围 / Scope */
            readonly title?: string | null;
            /**
             * 差异原因 / Reason
             * @example receiving_error
             * @enum {string|null}
             */
            reason?: "receiving_error" | "shipping_error" | "unrecorded_document" | "damage" | "measuring_error" | "other" | null;
            /** 改进措施 / Measure */
            measure?: string | null;
            /**
             * 盘点单 / Stocktake
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly stocktake?: string | null;
            /**
             * 仓库 / Warehouse
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            readonly warehouse?: string | null;
            /**
             * 净差异 / Net difference
             * Format: decimal
             * @example 1.00
             */
            readonly net_difference?: string | null;
            /** 差异行数 / Lines that differ */
            readonly difference_lines?: number | null;
            /**
             * 差异总额 / Gross difference
             * Format: decimal
             * @example 1.00
             */
            readonly gross_difference?: string | null;
            /**
             * 责任人 / Responsible person
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            responsible_person?: string | null;
            /** 责任部门 / Responsible department */
            responsible_department?: string | null;
        };
        /** 盘点差异分析单 / Difference analysis */
        "stock_difference_analysis.Values": {
            /**
             * 差异原因 / Reason
             * @example receiving_error
             * @enum {string}
             */
            reason?: "receiving_error" | "shipping_error" | "unrecorded_document" | "damage" | "measuring_error" | "other";
            /** 改进措施 / Measure */
            measure?: string;
            /**
             * 责任人 / Responsible person
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            responsible_person?: string;
            /** 责任部门 / Responsible department */
            responsible_department?: string;
        };
        /**
         * 盘点差异分析单 / Difference analysis
         * @description fields that are named get this value, null blanks one; what is not named stays
         */
        "stock_difference_analysis.Change": {
            /**
             * 差异原因 / Reason
             * @example receiving_error
             * @enum {string|null}
             */
            reason?: "receiving_error" | "shipping_error" | "unrecorded_document" | "damage" | "measuring_error" | "other" | null;
            /** 改进措施 / Measure */
            measure?: string | null;
            /**
             * 责任人 / Responsible person
             * Format: uuid
             * @example 0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11
             */
            responsible_person?: string | null;
            /** 责任部门 / Responsible department */
            responsible_department?: string | null;
        };
        /**
         * @example {
         *       "type": "/problems/invalid",
         *       "title": "Unprocessable Entity",
         *       "status": 422,
         *       "detail": "Some of it does not fit, so nothing was saved. Correct each place that is named.",
         *       "instance": "/api/v1/forms/order/records",
         *       "code": "invalid",
         *       "requestId": "0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11",
         *       "params": {},
         *       "errors": [
         *         {
         *           "pointer": "#/quantity",
         *           "code": "required",
         *           "detail": "Nothing is filled in here yet; please fill it in.",
         *           "params": {
         *             "field": "quantity"
         *           }
         *         }
         *       ]
         *     }
         */
        Problem: {
            /** @description the address of a page about this kind of problem, in both languages: /problems/<code> */
            type: string;
            title: string;
            status: number;
            /** @description what is wrong and how to mend it, in the language of the caller */
            detail: string;
            instance: string;
            /** @description stable; programs go by it */
            code: string;
            requestId: string;
            params: {
                [key: string]: unknown;
            };
            errors: {
                /** @description JSON pointer into the request: #/lines/2/qty */
                pointer: string;
                code: string;
                detail: string;
                params: {
                    [key: string]: unknown;
                };
            }[];
        };
    };
    responses: {
        /** @description refused; what is wrong and how to mend it */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    task_answer: {
        parameters: {
            query?: never;
            header?: {
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: {
                            /** Format: uuid */
                            id: string;
                            version: number;
                            status: string;
                        } | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_list: {
        parameters: {
            query?: {
                /** @description 50, at most 1000 */
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description a field; `-field` sorts downwards */
                sort?: string;
                /** @description names of the fields that are wanted, with commas */
                fields?: string;
                /** @description a JsonLogic condition as JSON; or `filter[field][operator]=value` */
                filter?: string;
                /** @description words in the code or the title */
                q?: string;
                /** @description a list of the form */
                list?: string;
                /** @description exact or estimate */
                count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["stocktake.Record"][];
                        /** @description left out on the last page */
                        nextCursor?: string;
                        total?: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_create: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stocktake.Values"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stocktake.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stocktake.Record"];
                        actions: {
                            id: string;
                            kind: string;
                            allowed: boolean;
                            /** Format: uuid */
                            taskId?: string;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_delete: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_change: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stocktake.Change"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stocktake.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_act_submit: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description the entity tag of the version that was seen */
                "If-Match"?: string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: components["schemas"]["stocktake.Change"];
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stocktake.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stocktake_act_discard: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description the entity tag of the version that was seen */
                "If-Match"?: string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: components["schemas"]["stocktake.Change"];
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stocktake.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_list: {
        parameters: {
            query?: {
                /** @description 50, at most 1000 */
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description a field; `-field` sorts downwards */
                sort?: string;
                /** @description names of the fields that are wanted, with commas */
                fields?: string;
                /** @description a JsonLogic condition as JSON; or `filter[field][operator]=value` */
                filter?: string;
                /** @description words in the code or the title */
                q?: string;
                /** @description a list of the form */
                list?: string;
                /** @description exact or estimate */
                count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["stock_difference.Record"][];
                        /** @description left out on the last page */
                        nextCursor?: string;
                        total?: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_create: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stock_difference.Values"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference.Record"];
                        actions: {
                            id: string;
                            kind: string;
                            allowed: boolean;
                            /** Format: uuid */
                            taskId?: string;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_delete: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_change: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stock_difference.Change"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_act_submit: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description the entity tag of the version that was seen */
                "If-Match"?: string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: components["schemas"]["stock_difference.Change"];
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_act_reverse: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description the entity tag of the version that was seen */
                "If-Match"?: string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: components["schemas"]["stock_difference.Change"];
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_list: {
        parameters: {
            query?: {
                /** @description 50, at most 1000 */
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description a field; `-field` sorts downwards */
                sort?: string;
                /** @description names of the fields that are wanted, with commas */
                fields?: string;
                /** @description a JsonLogic condition as JSON; or `filter[field][operator]=value` */
                filter?: string;
                /** @description words in the code or the title */
                q?: string;
                /** @description a list of the form */
                list?: string;
                /** @description exact or estimate */
                count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["stock_difference_analysis.Record"][];
                        /** @description left out on the last page */
                        nextCursor?: string;
                        total?: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_create: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stock_difference_analysis.Values"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference_analysis.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference_analysis.Record"];
                        actions: {
                            id: string;
                            kind: string;
                            allowed: boolean;
                            /** Format: uuid */
                            taskId?: string;
                        }[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_delete: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_change: {
        parameters: {
            query?: never;
            header: {
                /** @description the entity tag of the version that was seen */
                "If-Match": string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["stock_difference_analysis.Change"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference_analysis.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
    stock_difference_analysis_act_complete: {
        parameters: {
            query?: {
                /** @description `true` shows what would come of it and keeps nothing */
                preview?: string;
            };
            header?: {
                /** @description the entity tag of the version that was seen */
                "If-Match"?: string;
                /** @description one intention of the caller: a repeat gets the first answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string;
                    record?: components["schemas"]["stock_difference_analysis.Change"];
                };
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: components["schemas"]["stock_difference_analysis.Record"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
        };
    };
}
