# The server with its command line; no development packages in the final image.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts
# Of the typefaces the papers are printed in three; the packages bring all weights, and a picture of each.
RUN find node_modules/@expo-google-fonts -regex '.*\.\(ttf\|png\)' ! -name NotoSerifSC_400Regular.ttf \
  ! -name NotoSerifSC_700Bold.ttf ! -name NotoSansSC_500Medium.ttf -delete

FROM node:24-slim
ENV NODE_ENV=production RECTIFY_HOST=0.0.0.0 RECTIFY_DATABASE_URL=sqlite:/data/rectify.db
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/apps/cli/bin apps/cli/bin
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=8", "--max-old-space-size=512", "apps/cli/bin/rectify.mjs", "serve"]
