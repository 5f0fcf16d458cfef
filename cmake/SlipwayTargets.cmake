# SPDX-License-Identifier: GPL-3.0-or-later
# Every target of Slipway is made by one of the functions in this file, so that flags live in one place.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# `all_verify_interface_header_sets` compiles every header alone.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# Debug lines are enough for backtraces, and keep objects small and links short. What ./dev builds is optimised as far
# as clean builds stay short; the release preset goes further.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(SLIPWAY_CCACHE ccache)
if(SLIPWAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    if(SLIPWAY_PRECOMPILE)  # what ccache asks of those who precompile headers
        set(CMAKE_CXX_COMPILER_LAUNCHER
            "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${SLIPWAY_CCACHE}")
    else()
        set(CMAKE_CXX_COMPILER_LAUNCHER "${SLIPWAY_CCACHE}")
    endif()
endif()
find_program(SLIPWAY_LLD ld.lld)

find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(CURL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(LibArchive REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
if(SLIPWAY_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network DBus Charts Svg LinguistTools)
    find_package(Qt6Keychain REQUIRED)
endif()
if(SLIPWAY_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()

# What every target compiles with.
add_library(slipway_options INTERFACE)
target_include_directories(slipway_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(slipway_options INTERFACE
    SLIPWAY_VERSION="${PROJECT_VERSION}" FMT_HEADER_ONLY=0 BOOST_ALL_NO_LIB)
target_compile_options(slipway_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -Wcast-qual -Wformat=2 -Wundef -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 misjudges the frames of Asio's coroutines, and std::string's small buffer when it optimises.
    target_compile_options(slipway_options INTERFACE
        -Wno-mismatched-new-delete -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
endif()
target_link_libraries(slipway_options INTERFACE Threads::Threads)
if(SLIPWAY_LLD)
    target_link_options(slipway_options INTERFACE -fuse-ld=lld)
endif()
if(SLIPWAY_SANITIZE MATCHES "thread")
    target_compile_options(slipway_options INTERFACE -Wno-tsan)  # Asio's fences, which it does not use here
endif()
if(SLIPWAY_SANITIZE)
    target_compile_options(slipway_options INTERFACE
        -fsanitize=${SLIPWAY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(slipway_options INTERFACE -fsanitize=${SLIPWAY_SANITIZE})
endif()

# What every target that uses Qt compiles with: no string signals, no implicit conversions, no leaks by habit.
add_library(slipway_qt_options INTERFACE)
target_compile_definitions(slipway_qt_options INTERFACE
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_JAVA_STYLE_ITERATORS QT_USE_QSTRINGBUILDER
    QT_STRICT_ITERATORS QT_MESSAGELOGCONTEXT)
target_link_libraries(slipway_qt_options INTERFACE slipway_options)

# Headers that most files of a layer read anyway, read once. Each file still names what it uses: builds with
# SLIPWAY_PRECOMPILE=OFF, such as those with sanitizers, prove it.
set(SLIPWAY_COMMON_HEADERS <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <vector>)
set(SLIPWAY_QT_HEADERS <QWidget> <QLabel> <QBoxLayout> <QPushButton> <QLineEdit> <QComboBox> <QPainter> <QTimer>)
function(slipway_precompile target)
    if(SLIPWAY_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${SLIPWAY_COMMON_HEADERS} ${ARGN})
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
endfunction()

# Lists a layer's headers so that each can be compiled alone.
function(slipway_headers name)
    target_sources(slipway_${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${ARGN})
endfunction()

# slipway_this_system(LIST): takes out of a list of files those that are for other systems. What only some systems have
# lies in files apart by name: _posix, and for Linux alone _linux and _freedesktop (the desktop's services). Another
# system brings files of its own beside the same headers. `./dev check` holds all other files of the window and the
# command line against it.
function(slipway_this_system list)
    set(files ${${list}})
    if(NOT UNIX)
        list(FILTER files EXCLUDE REGEX "_posix\\.(cpp|h)$")
    endif()
    if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
        list(FILTER files EXCLUDE REGEX "_(linux|freedesktop)\\.(cpp|h)$")
    endif()
    set(${list} ${files} PARENT_SCOPE)
endfunction()

# slipway_layer(NAME LINKS...): the sources of the current folder as the static library slipway_NAME.
# LINKS is the layer's whole list of rights; `./dev check` holds every include against it.
function(slipway_layer name)
    file(GLOB sources CONFIGURE_DEPENDS "*.cpp" "*.h")
    file(GLOB headers CONFIGURE_DEPENDS "*.h")
    slipway_this_system(sources)
    slipway_this_system(headers)
    add_library(slipway_${name} STATIC ${sources})
    target_link_libraries(slipway_${name} PUBLIC slipway_options ${ARGN})
    set_target_properties(slipway_${name} PROPERTIES LINKER_LANGUAGE CXX)
    slipway_precompile(slipway_${name})
    slipway_headers(${name} ${headers})
endfunction()

# slipway_parts(NAME FOLDER...): files of these subfolders that belong to the layer too, grouped by what they are for.
function(slipway_parts name)
    foreach(folder IN LISTS ARGN)
        file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp" "${folder}/*.h")
        file(GLOB headers CONFIGURE_DEPENDS "${folder}/*.h")
        slipway_this_system(sources)
        slipway_this_system(headers)
        target_sources(slipway_${name} PRIVATE ${sources})
        slipway_headers(${name} ${headers})
    endforeach()
endfunction()

# slipway_qt_layer(NAME LINKS...): the same for a folder of Qt classes, its subfolders included.
function(slipway_qt_layer name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cpp" "*.h")
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS "*.h")
    slipway_this_system(sources)
    slipway_this_system(headers)
    add_library(slipway_${name} STATIC ${sources})
    set_target_properties(slipway_${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
    target_link_libraries(slipway_${name} PUBLIC slipway_qt_options ${ARGN})
    slipway_precompile(slipway_${name} ${SLIPWAY_QT_HEADERS})
    slipway_headers(${name} ${headers})
endfunction()

# slipway_tests(FOLDER LINKS...): each FOLDER_test.cpp of the current folder as one Qt Test program.
function(slipway_tests folder)
    file(GLOB sources CONFIGURE_DEPENDS "*_test.cpp")
    foreach(source IN LISTS sources)
        get_filename_component(stem "${source}" NAME_WE)
        string(REPLACE "/" "_" target "${folder}_${stem}")
        add_executable(${target} "${source}")
        set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
        target_link_libraries(${target} PRIVATE slipway_qt_options Qt6::Test ${ARGN})
        target_compile_options(${target} PRIVATE -O0)  # tests are compiled more often than they run
        target_compile_definitions(${target} PRIVATE
            SLIPWAY_SOURCE_DIR="${PROJECT_SOURCE_DIR}" SLIPWAY_BINARY_DIR="${CMAKE_BINARY_DIR}")
        add_test(NAME ${folder}/${stem} COMMAND ${target})
        set_tests_properties(${folder}/${stem} PROPERTIES
            TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;AWS_CA_BUNDLE=")
    endforeach()
endfunction()

# slipway_fuzzer(NAME): targets/NAME.cpp of the current folder as the program fuzz-NAME. Our own driver replays its seeds
# and tries what is near them, as the test fuzz/NAME; where SLIPWAY_FUZZ is on, Clang's libFuzzer drives it.
function(slipway_fuzzer name)
    add_executable(fuzz-${name} "targets/${name}.cpp")
    set_target_properties(fuzz-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
    target_link_libraries(fuzz-${name} PRIVATE slipway_fuzzed)
    if(SLIPWAY_FUZZ)
        target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzzers fuzz-${name})
        return()
    endif()
    target_link_libraries(fuzz-${name} PRIVATE slipway_fuzz_driver)
    add_test(NAME fuzz/${name} COMMAND fuzz-${name} "${CMAKE_CURRENT_SOURCE_DIR}/seeds/${name}")
    set_tests_properties(fuzz/${name} PROPERTIES TIMEOUT 300)
endfunction()
