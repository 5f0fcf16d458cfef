# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed, in three components: workbench (the window), platform (every other program, and what tasks get),
# server (the platform as a service of a machine). `./dev package` makes a Debian package of each.
include(GNUInstallDirs)

install(TARGETS slipwayd slipwayctl slipway-runner slipway-assemble RUNTIME COMPONENT platform)
# slipwayd looks for it in ../share/slipway/python, whatever the prefix.
install(DIRECTORY sdk/python/slipway DESTINATION share/slipway/python COMPONENT platform
    FILES_MATCHING PATTERN "*.py" PATTERN "__pycache__" EXCLUDE)
if(SLIPWAY_GUI)
    install(TARGETS slipway RUNTIME COMPONENT workbench)
    # The first steps train it; the window looks for it in ../share/slipway/samples.
    install(DIRECTORY examples/digits DESTINATION share/slipway/samples COMPONENT workbench)
endif()
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    return()
endif()

install(FILES deploy/systemd/slipwayd.service DESTINATION lib/systemd/system COMPONENT server)
set(desktop_id org.slipway.Slipway)
string(TIMESTAMP SLIPWAY_BUILD_DATE "%Y-%m-%d" UTC)
configure_file(deploy/freedesktop/${desktop_id}.metainfo.xml.in "${CMAKE_BINARY_DIR}/${desktop_id}.metainfo.xml" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/${desktop_id}.metainfo.xml" DESTINATION share/metainfo COMPONENT workbench)
install(FILES deploy/freedesktop/${desktop_id}.desktop DESTINATION share/applications COMPONENT workbench)
install(FILES resources/logo.svg DESTINATION share/icons/hicolor/scalable/apps
    RENAME ${desktop_id}.svg COMPONENT workbench)
