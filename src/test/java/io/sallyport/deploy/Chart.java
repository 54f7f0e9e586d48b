package io.sallyport.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** The Helm chart, rendered by Helm itself, a library of native code that comes from Maven. */
final class Chart {

  static final Path FOLDER = Path.of("deploy/helm/sallyport");

  private Chart() {}

  /**
   * Whether there is a Helm library for this platform: for Linux, macOS and Windows on x86_64, and
   * the first two on ARM. Asked before Helm is, which would look for one in the network.
   */
  static boolean canBeRendered() {
    if (ServiceLoader.load(NativeLibrary.class).findFirst().isEmpty()) {
      return false;
    }
    try {
      return !Helm.version().call().isEmpty();
    } catch (LinkageError e) {
      // A Linux without glibc, for one.
      return false;
    }
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  static List<JsonNode> render(Path... values) {
    return render("sallyport", values);
  }

  /**
   * The objects of a release with this name.
   *
   * @throws IllegalStateException with Helm's message when it refuses the values
   */
  static List<JsonNode> render(String release, Path... values) {
    TemplateCommand command =
        new Helm(FOLDER).template().withName(release).withKubeVersion("1.30.0");
    for (Path file : values) {
      command = command.withValuesFile(file);
    }
    return Manifests.read(command.call());
  }
}
