FROM node:24-slim AS build
WORKDIR /colloquy
COPY . .
RUN npm ci && npm prune --omit=dev

FROM node:24-slim
WORKDIR /colloquy
COPY --from=build --chown=node /colloquy .
USER node
ENV DATA_DIR=/colloquy/data HOST=0.0.0.0
EXPOSE 3000
ENTRYPOINT ["node", "bin/colloquy.js"]
CMD ["serve"]
