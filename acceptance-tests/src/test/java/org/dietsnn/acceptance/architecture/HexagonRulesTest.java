package org.dietsnn.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;

/** The dependency rules of the hexagon, checked against the compiled code of all modules. */
@AnalyzeClasses(packages = "org.dietsnn", importOptions = ImportOption.DoNotIncludeTests.class)
class HexagonRulesTest {

  private static final String DOMAIN = "org.dietsnn.domain..";
  private static final String APPLICATION = "org.dietsnn.application..";
  private static final String CPU = "org.dietsnn.cpu..";
  private static final String GPU = "org.dietsnn.gpu..";
  private static final String DATA = "org.dietsnn.data..";
  private static final String DL4J = "org.dietsnn.dl4j..";
  private static final String CLI = "org.dietsnn.cli..";
  private static final String VECTOR_KERNELS = "org.dietsnn.cpu.kernel.vector..";

  @ArchTest
  static final ArchRule domainNeedsOnlyJavaBase =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat(javaBase().or(resideInAnyPackage(DOMAIN)));

  @ArchTest
  static final ArchRule applicationNeedsOnlyTheDomainAndThreeSmallLibraries =
      classes()
          .that()
          .resideInAPackage(APPLICATION)
          .should()
          .onlyDependOnClassesThat(
              javaBase()
                  .or(
                      resideInAnyPackage(
                          DOMAIN,
                          APPLICATION,
                          "jakarta.inject..",
                          "org.apache.commons.math3..",
                          "org.slf4j..")));

  @ArchTest
  static final ArchRule onlyTheCompositionRootKnowsTheCpuAdapter = onlyTheCompositionRootKnows(CPU);

  @ArchTest
  static final ArchRule onlyTheCompositionRootKnowsTheGpuAdapter = onlyTheCompositionRootKnows(GPU);

  @ArchTest
  static final ArchRule onlyTheCompositionRootKnowsTheDataAdapter =
      onlyTheCompositionRootKnows(DATA);

  @ArchTest
  static final ArchRule nobodyKnowsTheDl4jAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage(DL4J)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DL4J)
          .because("leaving its jar off the class path takes one format away and nothing else");

  @ArchTest
  static final ArchRule hdf5StaysWithNir =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dietsnn.data.nir..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jhdf..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest
  static final ArchRule nd4jStaysInTheGpuAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage(GPU)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule theVectorApiStaysInItsPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(VECTOR_KERNELS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator..")
          .because("every other class must load on a JVM started without the module");

  @ArchTest
  static final ArchRule theVectorKernelsAreFoundAtRunTime =
      noClasses()
          .that()
          .resideOutsideOfPackage(VECTOR_KERNELS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(VECTOR_KERNELS)
          .because("they are compiled after everything else and may be missing at run time");

  @ArchTest
  static final ArchRule loggingBackendsStayInTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.slf4j.simple..",
              "ch.qos.logback..",
              "org.apache.logging..",
              "java.util.logging..")
          .because("a program that embeds dietsnn chooses its own");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("org.dietsnn.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule randomNumbersHaveASeedAndOneGenerator =
      noClasses()
          .should(dependOnClassesThat(JavaClass.Predicates.assignableTo(Random.class)))
          .orShould()
          .callMethod(Math.class, "random")
          .because("a run must be repeatable from its seed on every JVM");

  @ArchTest
  static final ArchRule onlyTheCommandLineWritesToTheConsole =
      noClasses().that().resideOutsideOfPackage(CLI).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule everyPackageSaysWhatLivesInIt = classes().should(haveAPackageInfo());

  private static ArchRule onlyTheCompositionRootKnows(String adapter) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(adapter, CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(adapter);
  }

  private static DescribedPredicate<JavaClass> javaBase() {
    Module base = Object.class.getModule();
    return describe(
        "belong to java.base",
        type ->
            type.isPrimitive() || base.isExported(type.getBaseComponentType().getPackageName()));
  }

  /** Seen in the class files because the compiler is told to write one for each package-info. */
  private static ArchCondition<JavaClass> haveAPackageInfo() {
    return new ArchCondition<>("live in a package with a package-info.java") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.getPackage().tryGetPackageInfo().isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " has no package-info.java: " + type.getName()));
        }
      }
    };
  }
}
