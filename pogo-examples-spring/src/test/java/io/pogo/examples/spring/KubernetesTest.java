package io.pogo.examples.spring;

import static io.pogo.examples.spring.Yamls.at;
import static io.pogo.examples.spring.Yamls.maps;
import static io.pogo.examples.spring.Yamls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.pogo.ChildSpec;
import io.pogo.spring.PogoProperties;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The files for Kubernetes, without a cluster: against the types of its API, each other, and Pogo's properties. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
    private static final Path APPLICATION = Path.of("src", "main", "resources", "application.yml");
    private static final Path PAGE = Path.of("..", "docs", "kubernetes.md");
    private static final String POD = "spec.template.spec";
    private static final String LABELS = "spec.template.metadata.labels";

    /** The objects, by their kind. */
    private static final Map<String, Map<String, Object>> OBJECTS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path file : files()) {
            for (Map<String, Object> object : Yamls.read(file)) {
                assertThat(OBJECTS.put(text(object, "kind"), object)).isNull();
            }
        }
        assertThat(OBJECTS)
                .containsOnlyKeys(
                        "ConfigMap", "ServiceAccount", "Deployment", "PodDisruptionBudget", "Service", "NetworkPolicy");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yml")).toList();
        }
    }

    private static Map<String, Object> object(String kind) {
        return Objects.requireNonNull(OBJECTS.get(kind), kind);
    }

    private static Map<String, Object> deployment() {
        return object("Deployment");
    }

    private static Map<String, Object> application() {
        return Yamls.map(at(deployment(), POD + ".containers.0"));
    }

    private static Map<String, Object> companion() {
        return Yamls.map(at(deployment(), POD + ".initContainers.0"));
    }

    @Test
    void each_field_is_one_of_the_api() {
        assertThat(OBJECTS.values())
                .allSatisfy(object -> assertThatCode(() -> check(object)).doesNotThrowAnyException());
    }

    /** Each type of the client checks the names of its fields, those that are required, and the kinds of values. */
    private static void check(Map<String, Object> object) throws Throwable {
        JsonElement json = new Gson().toJsonTree(object);
        try {
            Class.forName("io.kubernetes.client.openapi.models.V1" + text(object, "kind"))
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, json);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void kustomize_has_all_files_and_images() throws IOException {
        Map<String, Object> kustomization =
                Yamls.read(FOLDER.resolve("kustomization.yaml")).get(0);
        assertThat((List<?>) at(kustomization, "resources"))
                .isEqualTo(files().stream()
                        .map(file -> file.getFileName().toString())
                        .sorted()
                        .toList());
        assertThat(maps(kustomization.get("images")))
                .extracting(image -> text(image, "name"))
                .containsExactlyInAnyOrder(text(application(), "image"), text(companion(), "image"))
                .allMatch(name -> !name.contains("/"));
    }

    @Test
    void everything_selects_the_pods_of_the_deployment() {
        Object labels = at(deployment(), LABELS);
        assertThat(Stream.of(
                        at(deployment(), "spec.selector.matchLabels"),
                        at(object("PodDisruptionBudget"), "spec.selector.matchLabels"),
                        at(object("Service"), "spec.selector"),
                        at(object("NetworkPolicy"), "spec.podSelector.matchLabels"),
                        at(deployment(), POD + ".topologySpreadConstraints.0.labelSelector.matchLabels"),
                        at(deployment(), POD + ".topologySpreadConstraints.1.labelSelector.matchLabels")))
                .allMatch(selected -> Objects.equals(selected, labels));
        assertThat(at(deployment(), POD + ".serviceAccountName"))
                .isEqualTo(at(object("ServiceAccount"), "metadata.name"));
        assertThat(at(application(), "envFrom.0.configMapRef.name"))
                .isEqualTo(at(object("ConfigMap"), "metadata.name"));
        assertThat(at(object("NetworkPolicy"), "spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    }

    @Test
    void the_companion_is_a_native_sidecar_that_shares_a_folder_and_a_user_with_the_node() throws IOException {
        assertThat(at(companion(), "restartPolicy")).isEqualTo("Always");
        assertThat(text(companion(), "startupProbe.exec.command.2"))
                .isEqualTo(Objects.requireNonNull(properties().companion().address())
                        .replace("unix:", ""));
        assertThat(maps(application().get("volumeMounts")))
                .contains(maps(companion().get("volumeMounts")).get(0));
        String user = text(deployment(), POD + ".securityContext.runAsUser");
        for (String image : List.of("pogo-examples-spring", "pogo-companion")) {
            assertThat(Files.readString(Path.of("..", image, "Dockerfile")))
                    .contains("\nUSER " + user + ":" + user + "\n");
        }
    }

    @Test
    void the_containers_have_no_more_rights_than_they_need() {
        assertThat(at(deployment(), POD + ".securityContext.runAsNonRoot")).isEqualTo(true);
        assertThat(at(deployment(), POD + ".automountServiceAccountToken")).isEqualTo(false);
        List<String> volumes = maps(at(deployment(), POD + ".volumes")).stream()
                .map(volume -> text(volume, "name"))
                .toList();
        for (Map<String, Object> container : List.of(application(), companion())) {
            assertThat(at(container, "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
            assertThat(at(container, "securityContext.allowPrivilegeEscalation"))
                    .isEqualTo(false);
            assertThat(at(container, "securityContext.capabilities.drop")).isEqualTo(List.of("ALL"));
            assertThat(at(container, "resources.limits.memory")).isEqualTo(at(container, "resources.requests.memory"));
            assertThat(at(container, "resources.limits.cpu")).isNull();
            assertThat(maps(container.get("volumeMounts")))
                    .extracting(mount -> text(mount, "name"))
                    .isSubsetOf(volumes);
        }
    }

    @Test
    void the_probes_ask_the_actuator() throws IOException {
        assertThat(text(application(), "livenessProbe.httpGet.path")).isEqualTo("/actuator/health/liveness");
        assertThat(text(application(), "startupProbe.httpGet.path")).isEqualTo("/actuator/health/liveness");
        assertThat(text(application(), "readinessProbe.httpGet.path")).isEqualTo("/actuator/health/readiness");
        assertThat(at(Yamls.read(APPLICATION).get(0), "management.endpoint.health.probes.enabled"))
                .isEqualTo(true);
        assertThat(text(application(), "ports.0.name"))
                .isEqualTo(text(application(), "readinessProbe.httpGet.port"))
                .isEqualTo(text(object("Service"), "spec.ports.0.targetPort"))
                .isEqualTo(text(object("NetworkPolicy"), "spec.ingress.0.ports.0.port"));
    }

    @Test
    void the_time_to_end_is_enough_to_hand_over_the_children() throws IOException {
        Duration phase = DurationStyle.detectAndParse(
                text(Yamls.read(APPLICATION).get(0), "spring.lifecycle.timeout-per-shutdown-phase"));
        Duration drain = Objects.requireNonNull(properties().drainTimeout());
        Duration shutdown = ChildSpec.of("any", "any").shutdown();
        Duration grace = Duration.ofSeconds(Long.parseLong(text(deployment(), POD + ".terminationGracePeriodSeconds")));

        assertThat(drain.plus(shutdown)).isLessThan(phase);
        assertThat(grace).isGreaterThanOrEqualTo(drain.plus(shutdown).plus(phase));
        assertThat(Long.parseLong(text(deployment(), "spec.minReadySeconds")))
                .isGreaterThan(properties().planner().rebalanceDelay().toSeconds());
        assertThat(Files.readString(PAGE))
                .contains(
                        "`terminationGracePeriodSeconds: " + grace.toSeconds() + "`",
                        "`pogo.drain-timeout` " + drain.toSeconds() + " s",
                        "*T* = " + properties().sessionTimeout().toSeconds() + " s");
    }

    @Test
    void the_variables_are_properties_of_the_node() {
        PogoProperties properties = properties();
        assertThat(properties.connectString()).contains(":2181");
        assertThat(properties.companion().mode()).isEqualTo(PogoProperties.CompanionMode.SIDECAR);
        assertThat(properties.companion().secretFile()).isEqualTo(Path.of("/run/pogo/secret"));
        assertThat(properties.nodeId()).isEqualTo("metadata.name");
        assertThat(properties.address()).isEqualTo("spec.nodeName");
        assertThat(properties.labels()).containsOnlyKeys("host", "zone");
        assertThat(variables().keySet())
                .as("those that are read above")
                .hasSize(10)
                .allMatch(name -> name.startsWith("POGO_"));
    }

    /** Returns the properties that a node would have, each field of the pod being its own path. */
    private static PogoProperties properties() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("pod-systemEnvironment", variables()));
        return new Binder(ConfigurationPropertySources.get(environment)).bindOrCreate("pogo", PogoProperties.class);
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(Yamls.map(at(object("ConfigMap"), "data")));
        for (Map<String, Object> variable : maps(application().get("env"))) {
            variables.put(text(variable, "name"), text(variable, "valueFrom.fieldRef.fieldPath"));
        }
        return variables;
    }
}
