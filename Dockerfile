# An exact version. To pin the bytes too, build with --build-arg NODE_IMAGE=node:24.21.0-slim@sha256:…, with the digest
# that `docker buildx imagetools inspect node:24.21.0-slim` shows: no digest is kept here that nobody here could check.
ARG NODE_IMAGE=node:24.21.0-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /colloquy
COPY . .
# The libraries of other platforms, of graphics cards and of browsers stay behind.
ENV ONNXRUNTIME_NODE_INSTALL=skip
RUN npm ci && npm prune --omit=dev && \
  find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 ! -name linux -exec rm -r {} + && \
  find node_modules/onnxruntime-web/dist -type f ! -name 'ort.node.min.mjs' ! -name 'ort-wasm-simd-threaded.mjs' ! -name 'ort-wasm-simd-threaded.wasm' -delete

FROM ${NODE_IMAGE}
WORKDIR /colloquy
# The code is root's, and the server runs as another user: whoever takes over the server cannot change it.
COPY --from=build /colloquy .
RUN mkdir -m 0700 data && chown node:node data
USER node
ENV DATA_DIR=/colloquy/data HOST=0.0.0.0
VOLUME /colloquy/data
EXPOSE 3000
ENTRYPOINT ["node", "bin/colloquy.js"]
CMD ["serve"]
