# The application alone; docker-compose.yml adds PostGIS and Martin.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
# Vite stays out: what it made comes along, newer than its sources.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY --chown=node:node api api
COPY --chown=node:node census census
COPY --chown=node:node cities cities
COPY --chown=node:node db db
COPY --chown=node:node domain domain
COPY --chown=node:node ops ops
COPY --chown=node:node seed seed
COPY --chown=node:node tiles tiles
COPY --from=build --chown=node:node /app/dist dist
USER node
EXPOSE 3000
CMD ["node", "ops/start.ts"]
